#!/usr/bin/env perl
# Writes grapheme_table.cpp and word_table.cpp beside itself, from the Unicode data that comes with Perl.
#   perl app/ui/text/make_unicode_tables.pl && clang-format -i app/ui/text/*_table.cpp
use strict;
use warnings;
use FindBin;
use Unicode::UCD;

my $version = Unicode::UCD::UnicodeVersion();

# Hangul syllables and jamo are left out: unicode.cpp computes them. So are controls, which no text
# that reaches a table still has.
my @grapheme_classes = (
    [ 'kExtend',      qr/\p{GCB=Extend}/ ],
    [ 'kSpacingMark', qr/\p{GCB=SpacingMark}/ ],
    [ 'kPrepend',     qr/\p{GCB=Prepend}/ ],
    [ 'kPictograph',  qr/\p{ExtPict}/ ],
);

# [first, last, name] of runs of code points that `classify` gives the same name.
sub ranges_of {
    my ($classify) = @_;
    my @ranges;
    for my $code ( 0 .. 0x10FFFF ) {
        next if $code >= 0xD800 && $code <= 0xDFFF;
        my $name = $classify->( chr $code ) or next;
        if ( @ranges && $ranges[-1][1] == $code - 1 && $ranges[-1][2] eq $name ) {
            $ranges[-1][1] = $code;
        } else {
            push @ranges, [ $code, $code, $name ];
        }
    }
    return @ranges;
}

sub write_table {
    my ( $file, $head, $tail, @entries ) = @_;
    open( my $out, '>', "$FindBin::Bin/$file" ) or die "$file: $!";
    print $out "// Written by make_unicode_tables.pl from Unicode $version; not to be edited.\n\n";
    print $out $head, join( ",", @entries ), $tail;
    close($out) or die "$file: $!";
    return;
}

my @graphemes = ranges_of( sub {
    my ($char) = @_;
    for my $class (@grapheme_classes) { return $class->[0] if $char =~ $class->[1]; }
    return;
} );
my $begin = "#include \"app/ui/text/unicode_tables.h\"\n\nnamespace octant::ui::text {\n\n";
my $end = "};\nreturn kRanges;\n}\n\n}  // namespace octant::ui::text\n";
write_table(
    'grapheme_table.cpp',
    $begin . "std::span<const GraphemeRange> grapheme_ranges() {\nusing enum GraphemeClass;\n"
        . "static constexpr GraphemeRange kRanges[] = {",
    $end, map { sprintf( '{0x%X,0x%X,%s}', @$_ ) } @graphemes );

my @words = ranges_of( sub { return $_[0] =~ /[\p{Alphabetic}\p{N}\p{M}_]/ ? 'word' : undef } );
write_table(
    'word_table.cpp',
    $begin . "std::span<const CodePointRange> word_ranges() {\nstatic constexpr CodePointRange kRanges[] = {",
    $end, map { sprintf( '{0x%X,0x%X}', $_->[0], $_->[1] ) } @words );
