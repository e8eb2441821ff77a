"""Python of the code domain: small programs, and lines of code with what they do."""

from __future__ import annotations

from .code_snippet import function, program

# fmt: off
PYTHON_SNIPPETS = (
    function("add", "add two numbers|sum two numbers|return the sum of two numbers|compute a plus b",
             "The operator + adds them.", """
def $name(a, b):
    return a + b
"""),
    function("subtract", "subtract two numbers|return the difference of two numbers|compute a minus b",
             "The operator - subtracts.", """
def $name(a, b):
    return a - b
"""),
    function("multiply", "multiply two numbers|return the product of two numbers|compute a times b",
             "The operator * multiplies.", """
def $name(a, b):
    return a * b
"""),
    function("divide", "divide two numbers|divide two numbers safely|return the quotient of two numbers",
             "Division by zero needs a check first.", """
def $name(a, b):
    if b == 0:
        return None
    return a / b
"""),
    function("square", "square a number|return the square of a number|compute the square of a number",
             "A square is the number times itself.", """
def $name(x):
    return x * x
"""),
    function("is_even", "check if a number is even|test whether a number is even|tell if a number is even",
             "An even number leaves 0 when divided by 2.", """
def $name(n):
    return n % 2 == 0
"""),
    function("is_odd", "check if a number is odd|test whether a number is odd|tell if a number is odd",
             "An odd number leaves 1 when divided by 2.", """
def $name(n):
    return n % 2 == 1
"""),
    function("factorial", "compute the factorial|compute a factorial|return the factorial of a number|"
             "calculate the factorial of n", "I multiply all numbers up to n.", """
def $name(n):
    result = 1
    for i in range(2, n + 1):
        result *= i
    return result
"""),
    function("fibonacci", "compute Fibonacci numbers|return the nth Fibonacci number|"
             "calculate the Fibonacci sequence|compute a Fibonacci number",
             "Each number is the sum of the two before.", """
def $name(n):
    a, b = 0, 1
    for _ in range(n):
        a, b = b, a + b
    return a
"""),
    function("largest", "find the maximum of a list|find the largest number in a list|"
             "return the max of a list|get the biggest item of a list", "The built-in max does it.", """
def $name(numbers):
    return max(numbers)
"""),
    function("smallest", "find the minimum of a list|find the smallest number in a list|"
             "return the min of a list|get the smallest item of a list", "The built-in min does it.", """
def $name(numbers):
    return min(numbers)
"""),
    function("total", "sum a list|add up a list of numbers|return the sum of a list|"
             "compute the sum of a list", "The built-in sum does it.", """
def $name(numbers):
    return sum(numbers)
"""),
    function("average", "compute the average of a list|return the mean of a list|"
             "calculate the average of numbers", "The average is the sum divided by the count.", """
def $name(numbers):
    return sum(numbers) / len(numbers)
"""),
    function("reverse", "reverse a string|turn a string around|return a string backwards",
             "A slice with step -1 goes backwards.", """
def $name(text):
    return text[::-1]
"""),
    function("reversed_list", "reverse a list|turn a list around|return a list in reverse order",
             "A slice with step -1 goes backwards.", """
def $name(items):
    return items[::-1]
"""),
    function("is_palindrome", "check if a word is a palindrome|check for a palindrome|"
             "test whether a string is a palindrome", "A palindrome equals its reverse.", """
def $name(text):
    return text == text[::-1]
"""),
    function("count_words", "count words|count the words in a text|count the words in a string|"
             "return the number of words", "split gives the words, len counts them.", """
def $name(text):
    return len(text.split())
"""),
    function("count_vowels", "count vowels|count the vowels in a string|return the number of vowels",
             "I count the letters that are in aeiou.", """
def $name(text):
    return sum(c in "aeiou" for c in text.lower())
"""),
    function("gcd", "compute the greatest common divisor|compute the gcd of two numbers|"
             "find the gcd of two numbers", "Euclid: replace a, b by b, a mod b until b is 0.", """
def $name(a, b):
    while b:
        a, b = b, a % b
    return a
"""),
    function("is_prime", "check if a number is prime|test whether a number is prime|check for a prime number",
             "A prime has no divisor from 2 to n - 1.", """
def $name(n):
    if n < 2:
        return False
    return all(n % d for d in range(2, n))
"""),
    function("power", "raise a number to a power|compute a power|return a to the power of b",
             "The operator ** is the power.", """
def $name(a, b):
    return a ** b
"""),
    function("greet", "greet a user|greet a person by name|say hello to a person|return a greeting",
             "An f-string puts the name in.", """
def $name(person):
    return f"Hello, {person}!"
"""),
    function("to_celsius", "convert Fahrenheit to Celsius|turn Fahrenheit into Celsius",
             "Subtract 32, then times 5, divided by 9.", """
def $name(f):
    return (f - 32) * 5 / 9
"""),
    function("unique",
             "remove duplicates from a list|return the unique items of a list|get unique values of a list",
             "dict.fromkeys keeps each item once, in order.", """
def $name(items):
    return list(dict.fromkeys(items))
"""),
    function("find", "find an item in a list|return the index of an item|search a list for an item",
             "I compare item by item and return the index, or -1.", """
def $name(items, wanted):
    for i, item in enumerate(items):
        if item == wanted:
            return i
    return -1
"""),
    function("first_last",
             "return two values|return the first and last item|get the first and last item of a list",
             "A comma makes a pair.", """
def $name(items):
    return items[0], items[-1]
"""),
    function("clamp", "clamp a number|limit a number to a range|keep a number between two bounds",
             "min and max together keep it in the range.", """
def $name(x, low, high):
    return max(low, min(x, high))
"""),
    function("countdown", "count down with a generator|yield numbers|use yield|define a generator",
             "yield gives one number at a time.", """
def $name(n):
    while n > 0:
        yield n
        n -= 1
"""),
    program("print hello world|say hello world|write hello world|show hello world",
            "The built-in print shows text.", """
print("Hello, world!")
"""),
    program("print the word $word|show the word $word|output the word $word|display the word $word",
            "The built-in print shows text.", """
print("$word")
"""),
    program("print the numbers from 1 to $n|print numbers from 1 to $n|loop from 1 to $n|count from 1 to $n|"
            "write a loop from 1 to $n", "range stops before its end, so I add 1.", """
for i in range(1, $n + 1):
    print(i)
"""),
    program("print hello $n times|repeat something $n times|loop $n times|run a loop $n times",
            "range gives that many rounds.", """
for _ in range($n):
    print("hello")
"""),
    program("make a list of $n zeros|create a list with $n zeros|build a list of $n zeros",
            "A list times a number repeats it.", """
zeros = [0] * $n
"""),
    program("store the number $n in a variable|set a variable to $n|assign $n to a variable|"
            "define a variable with value $n", "The sign = assigns.", """
x = $n
"""),
    program("check if x is greater than $n|compare x with $n|test if x is larger than $n",
            "An if with > compares.", """
if x > $n:
    print("x is greater")
"""),
    program("read a file|open a file|read text from a file|load a text file",
            "with closes the file at the end.", """
with open("notes.txt") as file:
    text = file.read()
print(text)
"""),
    program("write to a file|write a file|save text to a file|write text to a file",
            'Mode "w" opens the file for writing.', """
with open("notes.txt", "w") as file:
    file.write("Hello")
"""),
    program("read a file line by line|loop over the lines of a file|print each line of a file",
            "A file can be looped over.", """
with open("notes.txt") as file:
    for line in file:
        print(line.strip())
"""),
    program("make a dictionary|create a dictionary|use a dictionary|define a dict|make a dict",
            "Braces hold keys and values.", """
ages = {"Ana": 31, "Ben": 25}
print(ages["Ana"])
"""),
    program("loop over a dictionary|iterate over a dictionary|print all items of a dictionary|"
            "loop through a dict",
            "items gives key and value.", """
ages = {"Ana": 31, "Ben": 25}
for name, age in ages.items():
    print(name, age)
"""),
    program("loop over a list|iterate over a list|print each item of a list|loop through a list",
            "A for loop takes each item.", """
for item in ["a", "b", "c"]:
    print(item)
"""),
    program("use a list comprehension|write a list comprehension|make a list comprehension|"
            "make a list of squares", "The expression stands before for.", """
squares = [x * x for x in range(10)]
"""),
    program("define a class|write a class|make a class|create a class with a field|make a class with a field",
            "__init__ sets the field.", """
class Dog:
    def __init__(self, name):
        self.name = name
"""),
    program("define a class named $type|write a class named $type|create a class called $type|"
            "make a class $type", "The name comes after class; __init__ sets a field.", """
class $type:
    def __init__(self, name):
        self.name = name
"""),
    program("make a dataclass|define a dataclass|use a dataclass|create a dataclass",
            "The decorator writes __init__ for me.", """
from dataclasses import dataclass

@dataclass
class Point:
    x: int
    y: int
"""),
    program("test a function|write a unit test|make a unit test|write a test",
            "A test function asserts what must hold.", """
def test_add():
    assert add(2, 3) == 5
"""),
    program("sort a list|sort a list of numbers|put a list in order", "sorted returns a new list in order.",
            """
numbers = [3, 1, 2]
print(sorted(numbers))
"""),
    program("sort a list in reverse|sort a list in descending order|sort numbers from high to low",
            "reverse=True turns the order around.", """
numbers = [3, 1, 2]
print(sorted(numbers, reverse=True))
"""),
    program("swap two variables|swap a and b|swap two values|exchange two variables",
            "A pair on both sides swaps them.", """
a, b = b, a
"""),
    program("use a lambda|write a lambda|make a lambda|define a lambda function",
            "lambda makes a function without a name.", """
double = lambda x: x * 2
print(double(4))
"""),
    program("catch an exception|handle an exception|use try and except|handle an error",
            "The risky line goes into try.", """
try:
    x = int("abc")
except ValueError:
    print("Not a number")
"""),
    program("raise an exception|raise an error|throw an exception", "raise stops with an error.", """
if x < 0:
    raise ValueError("x must not be negative")
"""),
    program("ask the user for a name|read input|read user input|get input from the user",
            "input reads a line.", """
name = input("Your name: ")
print("Hello,", name)
"""),
    program("get the length of a string|find the length of a string|print the length of a string",
            "len counts the characters.", """
text = "hello"
print(len(text))
"""),
    program("split a string|split a string into words|break a sentence into words", "split cuts at spaces.",
            """
words = "one two three".split()
"""),
    program("join strings|join a list of words|join words with commas", "join puts the comma between.", """
text = ", ".join(["a", "b", "c"])
"""),
    program("make a string upper case|convert a string to upper case|turn text into capitals",
            "upper gives capitals.", """
text = "hello".upper()
"""),
    program("filter a list|keep only even numbers|filter even numbers", "The if in a comprehension filters.",
            """
even = [x for x in range(10) if x % 2 == 0]
"""),
    program("make a set|create a set|use a set", "A set keeps each value once.", """
colors = {"red", "green", "blue"}
print("red" in colors)
"""),
    program("append to a list|add an item to a list|append an item to a list", "append adds at the end.", """
items = [1, 2]
items.append(3)
"""),
    program("use a while loop|write a while loop|make a while loop", "It runs while the condition holds.", """
n = 3
while n > 0:
    print(n)
    n -= 1
"""),
    program("pick a random number|generate a random number|get a random number",
            "randint includes both ends.", """
import random

print(random.randint(1, 6))
"""),
    program("parse JSON|read JSON|load JSON from a string", "json.loads turns text into objects.", """
import json

data = json.loads('{"age": 31}')
print(data["age"])
"""),
    program("get the current date|print the date of today|show today's date", "date.today knows it.", """
from datetime import date

print(date.today())
"""),
)
# fmt: on

#: Lines of code and what they do.
PYTHON_LINES = (
    ("x += 1", "It adds 1 to x."),
    ("x -= 1", "It takes 1 away from x."),
    ("x *= 2", "It doubles x."),
    ("import math", "It loads the math module."),
    ("print(x)", "It prints the value of x."),
    ("len(items)", "It gives the number of items."),
    ("items.append(3)", "It adds 3 to the end of the list."),
    ("items.pop()", "It removes and returns the last item."),
    ("items.sort()", "It sorts the list in place."),
    ("items[0]", "It gives the first item."),
    ("items[-1]", "It gives the last item."),
    ("text[::-1]", "It gives the text in reverse."),
    ("range(5)", "It gives the numbers from 0 to 4."),
    ("return x", "It ends the function and gives back x."),
    ("x = None", "It sets x to no value."),
    ("7 // 2", "It divides and drops the rest: 3."),
    ("7 % 2", "It gives the rest of the division: 1."),
    ("2 ** 3", "It is 2 to the power of 3: 8."),
    ("pass", "It does nothing; it fills an empty block."),
    ("break", "It leaves the loop."),
    ("continue", "It goes on with the next round of the loop."),
)
