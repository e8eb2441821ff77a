"""C++ of the code domain: small programs, and lines of code with what they do."""

from __future__ import annotations

from .code_snippet import function, program

# fmt: off
CPP_SNIPPETS = (
    function("add", "add two numbers|sum two numbers|return the sum of two numbers|compute a plus b",
             "The operator + adds them.", """
int $name(int a, int b) {
    return a + b;
}
"""),
    function("subtract", "subtract two numbers|return the difference of two numbers|compute a minus b",
             "The operator - subtracts.", """
int $name(int a, int b) {
    return a - b;
}
"""),
    function("multiply", "multiply two numbers|return the product of two numbers|compute a times b",
             "The operator * multiplies.", """
int $name(int a, int b) {
    return a * b;
}
"""),
    function("square", "square a number|return the square of a number|compute the square of a number",
             "A square is the number times itself.", """
int $name(int x) {
    return x * x;
}
"""),
    function("is_even", "check if a number is even|test whether a number is even|tell if a number is even",
             "An even number leaves 0 when divided by 2.", """
bool $name(int n) {
    return n % 2 == 0;
}
"""),
    function("is_odd", "check if a number is odd|test whether a number is odd|tell if a number is odd",
             "An odd number does not leave 0 when divided by 2.", """
bool $name(int n) {
    return n % 2 != 0;
}
"""),
    function("factorial", "compute the factorial|compute a factorial|return the factorial of a number|"
             "calculate the factorial of n", "n times the factorial of n - 1.", """
int $name(int n) {
    return n < 2 ? 1 : n * $name(n - 1);
}
"""),
    function("fibonacci", "compute Fibonacci numbers|return the nth Fibonacci number|"
             "calculate the Fibonacci sequence|compute a Fibonacci number",
             "Each number is the sum of the two before.", """
int $name(int n) {
    return n < 2 ? n : $name(n - 1) + $name(n - 2);
}
"""),
    function("largest", "find the maximum of a vector|find the largest number in a vector|"
             "return the max of a vector|get the biggest item of a vector", "std::max_element finds it.", """
#include <algorithm>
#include <vector>

int $name(const std::vector<int>& v) {
    return *std::max_element(v.begin(), v.end());
}
"""),
    function("smallest", "find the minimum of a vector|find the smallest number in a vector|"
             "return the min of a vector|get the smallest item of a vector", "std::min_element finds it.", """
#include <algorithm>
#include <vector>

int $name(const std::vector<int>& v) {
    return *std::min_element(v.begin(), v.end());
}
"""),
    function("total", "sum a vector|add up a vector of numbers|return the sum of a vector|"
             "compute the sum of a vector", "std::accumulate adds them, starting at 0.", """
#include <numeric>
#include <vector>

int $name(const std::vector<int>& v) {
    return std::accumulate(v.begin(), v.end(), 0);
}
"""),
    function("average", "compute the average of two numbers|return the mean of two numbers|"
             "calculate the average of two numbers", "The average is the sum divided by 2.", """
double $name(double a, double b) {
    return (a + b) / 2;
}
"""),
    function("reverse", "reverse a string|turn a string around|return a string backwards",
             "The reverse iterators go backwards.", """
#include <string>

std::string $name(const std::string& text) {
    return {text.rbegin(), text.rend()};
}
"""),
    function("is_palindrome", "check if a word is a palindrome|check for a palindrome|"
             "test whether a string is a palindrome", "A palindrome equals its reverse.", """
#include <string>

bool $name(const std::string& s) {
    return s == std::string(s.rbegin(), s.rend());
}
"""),
    function("count_words", "count words|count the words in a text|count the words in a string|"
             "return the number of words", "The stream gives word after word.", """
#include <sstream>
#include <string>

int $name(const std::string& text) {
    std::istringstream in(text);
    std::string word;
    int n = 0;
    while (in >> word) ++n;
    return n;
}
"""),
    function("gcd", "compute the greatest common divisor|compute the gcd of two numbers|"
             "find the gcd of two numbers", "Euclid: replace a, b by b, a mod b until b is 0.", """
int $name(int a, int b) {
    return b == 0 ? a : $name(b, a % b);
}
"""),
    function("is_prime", "check if a number is prime|test whether a number is prime|check for a prime number",
             "A prime has no divisor from 2 to its root.", """
bool $name(int n) {
    for (int d = 2; d * d <= n; ++d)
        if (n % d == 0) return false;
    return n > 1;
}
"""),
    function("max_of", "return the larger of two values|find the maximum of two values|"
             "use a function template|use a template", "A template works for any type T.", """
template <typename T>
T $name(T a, T b) {
    return a < b ? b : a;
}
"""),
    function("swap_values", "swap two variables|swap two integers|swap two values|exchange two variables",
             "References let the function change its arguments.", """
void $name(int& a, int& b) {
    int old = a;
    a = b;
    b = old;
}
"""),
    function("length", "get the length of a string|find the length of a string|return the length of a string",
             "size counts the characters.", """
#include <string>

std::size_t $name(const std::string& text) {
    return text.size();
}
"""),
    function("to_celsius", "convert Fahrenheit to Celsius|turn Fahrenheit into Celsius",
             "Subtract 32, then times 5, divided by 9.", """
double $name(double f) {
    return (f - 32) * 5 / 9;
}
"""),
    function("clamp", "clamp a number|limit a number to a range|keep a number between two bounds",
             "std::clamp keeps it in the range.", """
#include <algorithm>

int $name(int x, int low, int high) {
    return std::clamp(x, low, high);
}
"""),
    function("greet", "greet a user|greet a person by name|say hello to a person|return a greeting",
             "The operator + joins strings.", """
#include <string>

std::string $name(const std::string& person) {
    return "Hello, " + person + "!";
}
"""),
    function("half", "return an optional|use std::optional|use optional|return a value or nothing",
             "std::nullopt stands for no value.", """
#include <optional>

std::optional<int> $name(int n) {
    if (n % 2 != 0) return std::nullopt;
    return n / 2;
}
"""),
    function("contains", "check if a vector contains a number|find a number in a vector|search a vector",
             "std::find gives the end when it is not there.", """
#include <algorithm>
#include <vector>

bool $name(const std::vector<int>& v, int x) {
    return std::find(v.begin(), v.end(), x) != v.end();
}
"""),
    function("absolute", "return the absolute value|compute the absolute value of a number",
             "A negative number changes its sign.", """
int $name(int x) {
    return x < 0 ? -x : x;
}
"""),
    program("print hello world|say hello world|write hello world|show hello world",
            "std::cout shows text.", """
#include <iostream>

int main() {
    std::cout << "Hello, world!\\n";
}
"""),
    program("print the word $word|show the word $word|output the word $word|display the word $word",
            "std::cout shows text.", """
#include <iostream>

int main() {
    std::cout << "$word\\n";
}
"""),
    program("print the numbers from 1 to $n|print numbers from 1 to $n|loop from 1 to $n|count from 1 to $n|"
            "write a loop from 1 to $n", "The loop runs while i is at most the end.", """
#include <iostream>

int main() {
    for (int i = 1; i <= $n; ++i) {
        std::cout << i << "\\n";
    }
}
"""),
    program("print hello $n times|repeat something $n times|loop $n times|run a loop $n times",
            "The loop counts from 0 up to the number.", """
#include <iostream>

int main() {
    for (int i = 0; i < $n; ++i) {
        std::cout << "hello\\n";
    }
}
"""),
    program("make a vector of $n zeros|create a vector with $n zeros|build a vector of $n zeros",
            "The constructor takes the size.", """
#include <vector>

std::vector<int> zeros($n);
"""),
    program("store the number $n in a variable|set a variable to $n|assign $n to a variable|"
            "define a variable with value $n", "The type comes first.", """
int x = $n;
"""),
    program("make an array of $n integers|create an array with $n integers|define an array of $n integers",
            "std::array takes type and size.", """
#include <array>

std::array<int, $n> numbers{};
"""),
    program("read a file|open a file|read text from a file|read a file line by line",
            "std::getline reads line after line.", """
#include <fstream>
#include <iostream>
#include <string>

int main() {
    std::ifstream file("notes.txt");
    for (std::string line; std::getline(file, line);) std::cout << line << "\\n";
}
"""),
    program("write to a file|write a file|save text to a file|write text to a file",
            "std::ofstream opens the file for writing.", """
#include <fstream>

int main() {
    std::ofstream file("notes.txt");
    file << "Hello\\n";
}
"""),
    program("define a struct|make a struct|write a struct|create a struct with two fields",
            "A struct groups fields.", """
struct Point {
    int x = 0;
    int y = 0;
};
"""),
    program("define a struct named $type|write a struct named $type|create a struct called $type|"
            "make a struct $type",
            "The name comes after struct.", """
struct $type {
    int x = 0;
    int y = 0;
};
"""),
    program("define a class|write a class|make a class|create a class with a field|make a class with a field",
            "The field is private, a method reads it.", """
class Counter {
public:
    void add() { ++count_; }
    int count() const { return count_; }

private:
    int count_ = 0;
};
"""),
    program("use a vector|make a vector|create a vector|use std::vector|make a std::vector",
            "push_back adds at the end.", """
#include <vector>

int main() {
    std::vector<int> v = {1, 2};
    v.push_back(3);
}
"""),
    program("loop over a vector|iterate over a vector|use a range for loop|print each item of a vector",
            "The range for takes each item.", """
#include <iostream>
#include <vector>

int main() {
    std::vector<int> v = {1, 2, 3};
    for (int x : v) std::cout << x << "\\n";
}
"""),
    program("sort a vector|sort a vector of numbers|put a vector in order", "std::sort works in place.", """
#include <algorithm>
#include <vector>

void sort_all(std::vector<int>& v) {
    std::sort(v.begin(), v.end());
}
"""),
    program("use a smart pointer|make a smart pointer|use a unique_ptr|create a unique_ptr|"
            "use std::unique_ptr",
            "std::make_unique creates it; it frees itself.", """
#include <memory>

int main() {
    auto p = std::make_unique<int>(5);
    *p += 1;
}
"""),
    program("use a shared_ptr|make a shared_ptr|create a shared_ptr|use std::shared_ptr",
            "std::make_shared creates it; copies share it.", """
#include <memory>

int main() {
    auto a = std::make_shared<int>(5);
    auto b = a;
}
"""),
    program("use a map|make a map|create a map|use std::map", "A map holds keys and values.", """
#include <map>
#include <string>

int main() {
    std::map<std::string, int> ages;
    ages["Ana"] = 31;
}
"""),
    program("use a lambda|write a lambda|make a lambda|define a lambda function",
            "Brackets start a lambda.", """
auto twice = [](int x) { return x * 2; };
"""),
    program("catch an exception|handle an exception|use try and catch|handle an error",
            "The risky line goes into try.", """
#include <stdexcept>
#include <string>

int parse(const std::string& text) {
    try { return std::stoi(text); }
    catch (const std::invalid_argument&) { return 0; }
}
"""),
    program("throw an exception|raise an exception|throw an error", "throw stops with an error.", """
#include <stdexcept>

void check(int x) {
    if (x < 0) throw std::invalid_argument("x is negative");
}
"""),
    program("read input|read user input|get input from the user|ask the user for a name",
            "std::cin reads a word.", """
#include <iostream>
#include <string>

int main() {
    std::string name;
    std::cin >> name;
    std::cout << "Hello, " << name << "\\n";
}
"""),
    program("define an enum|make an enum|write an enum class|use an enum", "An enum class lists names.", """
enum class Color { red, green, blue };
"""),
    program("test a function|write a unit test|make a unit test|write a test",
            "assert checks what must hold.", """
#include <cassert>

int add(int a, int b) { return a + b; }

int main() {
    assert(add(2, 3) == 5);
}
"""),
    program("use a while loop|write a while loop|make a while loop", "It runs while the condition holds.", """
#include <iostream>

int main() {
    int n = 3;
    while (n > 0) std::cout << n-- << "\\n";
}
"""),
    program("define a constant|make a constant|use constexpr", "constexpr fixes it when compiling.", """
constexpr int limit = 100;
"""),
    program("start a thread|run a thread|use std::thread|make a thread", "std::jthread joins by itself.", """
#include <iostream>
#include <thread>

int main() {
    std::jthread worker([] { std::cout << "Hello\\n"; });
}
"""),
)
# fmt: on

#: Lines of code and what they do.
CPP_LINES = (
    ("++i;", "It adds 1 to i."),
    ("--i;", "It takes 1 away from i."),
    ("x *= 2;", "It doubles x."),
    ("#include <vector>", "It makes std::vector available."),
    ("#include <iostream>", "It makes std::cin and std::cout available."),
    ("v.push_back(3);", "It adds 3 to the end of v."),
    ("v.pop_back();", "It removes the last item of v."),
    ("v.size()", "It gives the number of items in v."),
    ("v.clear();", "It removes all items of v."),
    ("return 0;", "It ends the function and gives back 0."),
    ("delete p;", "It frees the object that p points to."),
    ("int& r = x;", "It makes r a reference to x."),
    ("int* p = &x;", "It makes p point to x."),
    ("const int n = 5;", "It defines a constant n with value 5."),
    ("auto x = 1;", "It defines x; the compiler finds the type int."),
    ("7 / 2", "It divides whole numbers: 3."),
    ("7 % 2", "It gives the rest of the division: 1."),
    ("break;", "It leaves the loop."),
    ("continue;", "It goes on with the next round of the loop."),
)
