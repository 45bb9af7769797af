using System.Text;
using Xunit;

namespace Sonde.Analysis.Tests.Filter;

public sealed class FilterErrorTests
{
    [Theory]
    [InlineData("tcp.prot == 80", "tcp.prot is neither a field nor a protocol", 0, 8, "tcp.port")]
    [InlineData("ip and ip.source == 10.0.0.1", "ip.source is neither a field nor a protocol", 7, 9, "ip.src")]
    [InlineData("tpc", "tpc is neither a field nor a protocol", 0, 3, "tcp")]
    [InlineData("udp.lenght > 5", "udp.lenght is neither a field nor a protocol", 0, 10, "udp.length")]
    [InlineData("not Ip.Addr == 10.0.0.1", "Ip.Addr is neither a field nor a protocol", 4, 7, "ip.addr")]
    [InlineData(
        "lenn(tcp) > 5",
        "lenn is no function; there are len, count, upper, lower, string, max, min, abs",
        0,
        4,
        "len"
    )]
    public void AnUnknownNameIsShownWithTheNearest(string filter, string message, int at, int length, string nearest)
    {
        FilterError error = Traffic.Wrong(filter);
        Assert.Equal((message, at, length), (error.Message, error.Position, error.Length));
        Assert.Equal(nearest, error.Nearest[0]);
    }

    [Theory]
    [InlineData("ip.proto == \"TPC\"", "\"TPC\" is neither a number nor a value of ip.proto", 12, "TCP")]
    public void AnUnknownValueIsShownWithTheNearest(string filter, string message, int at, string nearest)
    {
        FilterError error = Traffic.Wrong(filter);
        Assert.Equal((message, at), (error.Message, error.Position));
        Assert.Equal(nearest, error.Nearest[0]);
    }

    [Theory]
    [InlineData("tcp.port ==", "the filter ends too early", 11, 1)]
    [InlineData("tcp and", "the filter ends too early", 7, 1)]
    [InlineData("(tcp", "here must stand a closing parenthesis", 4, 1)]
    [InlineData("tcp)", "\")\" was not expected here", 3, 1)]
    [InlineData("tcp udp", "\"udp\" was not expected here", 4, 3)]
    [InlineData("tcp.port = 80", "a comparison is written ==", 9, 1)]
    [InlineData("tcp | udp", "or is written || or \"or\"", 4, 1)]
    [InlineData("tcp ; udp", "\";\" was not expected; text stands in quotation marks", 4, 1)]
    [InlineData("frame contains \"abc", "the closing quotation mark is missing", 15, 4)]
    [InlineData("frame contains \"\\q\"", "\\q is no escape; a backslash itself is written \\\\", 15, 4)]
    [InlineData(
        "frame.number == 'ab'",
        "one character stands between apostrophes; text stands in quotation marks",
        16,
        4
    )]
    [InlineData("tcp.port in 80", "here must stand a set in braces, such as {80, 443, 8000..8100}", 12, 2)]
    [InlineData("tcp.port in {}", "a set consists of constants: numbers, addresses, text", 13, 1)]
    [InlineData("tcp.port in {80", "the filter ends too early", 15, 1)]
    [InlineData("tcp.port not 80", "\"80\" was not expected here", 13, 2)]
    [InlineData("frame[1:0] == 00", "the length of a part is at least 1", 6, 3)]
    [InlineData(
        "frame[0,x] == 00",
        "a part is written [start:length], [first-last], [one], [:length] or [start:]",
        8,
        1
    )]
    [InlineData("frame[0 == 00", "the closing bracket is missing", 5, 8)]
    [InlineData("tcp.port#x == 1", "behind # stands the number of a layer, from 1", 9, 1)]
    [InlineData("1 == 1", "one side must be a field, a protocol or a function", 0, 1)]
    [InlineData("len(tcp)", "what a function gives must be compared with something", 0, 8)]
    [InlineData("any tcp", "any and all stand before a comparison", 4, 3)]
    [InlineData("(frame.number) == 3", "parentheses join conditions; values are grouped with braces { }", 15, 2)]
    [InlineData("\"tcp\"", "a condition begins with a field, a protocol or a function", 0, 5)]
    [InlineData("len(tcp, udp) > 1", "len() takes one field", 0, 13)]
    public void WhatIsWrongIsNamedWithItsPlace(string filter, string message, int at, int length)
    {
        FilterError error = Traffic.Wrong(filter);
        Assert.Equal((message, at, length), (error.Message, error.Position, error.Length));
    }

    [Theory]
    [InlineData(
        "tcp.port == webserver",
        "\"webserver\" is not a number of 64 bits (decimal, 0x, 0b, or octal with a leading 0)"
    )]
    [InlineData("tcp.port == 08", "\"08\" is not a number of 64 bits (decimal, 0x, 0b, or octal with a leading 0)")]
    [InlineData(
        "tcp.port == 18446744073709551616",
        "\"18446744073709551616\" is not a number of 64 bits (decimal, 0x, 0b, or octal with a leading 0)"
    )]
    [InlineData("tcp.port == \"80\"", "a number is written without quotation marks")]
    [InlineData(
        "ip.src == 10.0.0",
        "\"10.0.0\" is not an IPv4 address or network such as 10.0.0.0/8 (names are not looked up)"
    )]
    [InlineData(
        "ip.src == 10.0.0.0/33",
        "\"10.0.0.0/33\" is not an IPv4 address or network such as 10.0.0.0/8 (names are not looked up)"
    )]
    [InlineData(
        "ip.src == ::1",
        "\"::1\" is not an IPv4 address, which ip.src holds; IPv6 addresses are in fields such as ipv6.addr"
    )]
    [InlineData("ip.src == \"10.0.0.1\"", "an address is written without quotation marks")]
    [InlineData("eth.src == 02:00", "\"02:00\" is not an Ethernet address of six octets such as 00:00:5e:00:53:01")]
    [InlineData(
        "frame.time > \"yesterday\"",
        "\"yesterday\" is not a time, such as \"2023-11-14 22:13:20\", \"Nov 14, 2023 22:13:20\" or seconds since 1970 (UTC)"
    )]
    [InlineData("frame.time_delta > 1e3", "\"1e3\" is not a span of time in seconds, such as 0.25")]
    [InlineData("tcp.flags.syn == 'maybe'", "one character stands between apostrophes; text stands in quotation marks")]
    [InlineData("tcp.flags.syn == maybe", "\"maybe\" is neither true nor false")]
    [InlineData(
        "frame[0:2] == 0x0200",
        "\"0x0200\" is not a sequence of octets such as 0a:0b:0c, or text in quotation marks"
    )]
    [InlineData(
        "ip.src contains \"1\"",
        "contains searches text, octets and protocols, not IPv4 addresses; string() turns a value into text"
    )]
    [InlineData(
        "tcp.port matches \"8\"",
        "matches searches text, octets and protocols, not numbers; string() turns a value into text"
    )]
    [InlineData("frame matches abc", "a regular expression stands in quotation marks")]
    [InlineData("frame.number[0] == 1", "numbers cannot be cut into parts; text, octets and addresses can")]
    [InlineData(
        "ip.proto == tcp",
        "numbers cannot be compared with octets; tcp is a protocol here: the name of a value stands in quotation marks"
    )]
    [InlineData("ip.src == tcp.port", "IPv4 addresses cannot be compared with numbers")]
    [InlineData("upper(tcp.port) == \"A\"", "upper() takes text, not numbers")]
    [InlineData("frame.protocols + 1 == 2", "+ - * / % compute with numbers and spans of time, not with text")]
    [InlineData("frame.time & 1", "& masks numbers, octets and addresses, not points in time")]
    [InlineData("tcp.options.sack_perm == 1", "this field has no value; it can only be asked whether it is there")]
    [InlineData(
        "frame matches \"(\"",
        "the regular expression is wrong at its character 1: insufficient closing parentheses"
    )]
    [InlineData(
        "frame matches \"((a{99}){99}){99}\"",
        "with its counted repeats written out, a regular expression may have 20000 characters at most"
    )]
    public void WhatDoesNotFitTheTypeIsExplained(string filter, string message) =>
        Assert.Equal(message, Traffic.Wrong(filter).Message);

    [Fact]
    public void ASubtractionWithoutBlanksGetsAHint() =>
        Assert.EndsWith("a subtraction needs blanks around the minus sign", Traffic.Wrong("tcp.len-1 == 2").Message);

    [Fact]
    public void TheErrorIsShownBelowTheFilter() =>
        Assert.Equal(
            "ip and ip.source == 1\n       ^^^^^^^^^",
            Traffic.Wrong("ip and ip.source == 1").Show("ip and ip.source == 1")
        );

    [Fact]
    public void LengthAndDepthAreBounded()
    {
        Assert.Contains("4096", Traffic.Wrong(new string(' ', 5000)).Message);
        Assert.Contains("64 deep", Traffic.Wrong(new string('(', 4000) + "tcp").Message);
        Assert.Contains("64 deep", Traffic.Wrong(new string('!', 4000) + "tcp").Message);
        Assert.Contains(
            "64 times",
            Traffic.Wrong("tcp.len" + string.Concat(Enumerable.Repeat("+1", 1000)) + "==1").Message
        );
        Assert.Contains("64 times", Traffic.Wrong(new string('{', 4000) + "1").Message);
        Assert.Contains("64 times", Traffic.Wrong("1 == " + new string('-', 4000) + "1").Message);
        Assert.Equal("1 2 3", Traffic.Select(string.Join(" or ", Enumerable.Repeat("tcp", 500))));
    }

    [Fact]
    public void NoTextMakesItThrow()
    {
        FieldCatalog catalog = new FilterRun().Catalog;
        string[] words =
        [
            "tcp",
            "tcp.port",
            "==",
            "!=",
            "in",
            "{",
            "}",
            "(",
            ")",
            "[",
            "]",
            "..",
            ",",
            "-",
            "80",
            "0x",
            "\"a\\x41\"",
            "'",
            "\"",
            "\\",
            "contains",
            "matches",
            "not",
            "and",
            "any",
            "all",
            "10.0.0.1/8",
            "::1",
            "aa:bb",
            "len(",
            "&",
            "#",
            "1",
            "frame",
            "frame.time",
            "\ud800",
            "\0",
            "é",
            "+",
            "*",
            "r\"",
            "/",
            "%",
            "ip.proto",
            "string(",
            "eth.src",
            "~",
            "!",
            "||",
            "1:2",
            "-1",
            ":",
        ];
        uint state = 1;
        for (int i = 0; i < 20_000; i++)
        {
            var text = new StringBuilder();
            for (int j = 0; j < 8; j++)
            {
                state = state * 1_664_525 + 1_013_904_223;
                text.Append(words[(state >> 8) % (uint)words.Length]);
                if ((state & 0x80) != 0)
                    text.Append(' ');
            }
            FilterResult result = DisplayFilter.Parse(text.ToString(), catalog);
            Assert.NotEqual(result.Condition is null, result.Error is null);
            if (result.Error is { } error)
            {
                Assert.InRange(error.Position, 0, text.Length);
                Assert.NotEmpty(error.Show(text.ToString()));
            }
        }
    }
}
