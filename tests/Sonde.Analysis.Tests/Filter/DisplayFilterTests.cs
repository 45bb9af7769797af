using Xunit;

namespace Sonde.Analysis.Tests.Filter;

public sealed class DisplayFilterTests
{
    [Theory]
    [InlineData("", "1 2 3 4 5 6")]
    [InlineData("   ", "1 2 3 4 5 6")]
    [InlineData("tcp", "1 2 3")]
    [InlineData("!tcp", "4 5 6")]
    [InlineData("not not tcp", "1 2 3")]
    [InlineData("tcp or udp", "1 2 3 4 5")]
    [InlineData("ip and not udp", "1 2 3")]
    [InlineData("frame", "1 2 3 4 5 6")]
    public void AProtocolsNameAsksForItsPresence(string filter, string frames) =>
        Assert.Equal(frames, Traffic.Select(filter));

    [Theory]
    [InlineData("tcp or udp and frame.number == 5", "1 2 3 5")]
    [InlineData("frame.number == 5 and udp or tcp", "1 2 3 5")]
    [InlineData("!tcp && udp", "4 5")]
    [InlineData("not tcp or frame.number == 1", "1 4 5 6")]
    [InlineData("(tcp or udp) and frame.number == 5", "5")]
    [InlineData("tcp or udp xor ip", "1 2 3")]
    [InlineData("ip ^^ udp && frame.number > 3", "1 2 3")]
    [InlineData("tcp xor ip xor udp", "")]
    public void NotBindsMoreThanAndThanXorThanOr(string filter, string frames) =>
        Assert.Equal(frames, Traffic.Select(filter));

    [Theory]
    [InlineData("tcp.port == 80", "1 2 3")]
    [InlineData("tcp.port eq 40000", "1 2 3")]
    [InlineData("tcp.srcport == 80", "2")]
    [InlineData("80 == tcp.srcport", "2")]
    [InlineData("tcp.port != 80", "")]
    [InlineData("tcp.port !== 80", "1 2 3")]
    [InlineData("tcp.port ~= 80", "1 2 3")]
    [InlineData("tcp.port === 80", "")]
    [InlineData("udp.port != 80", "4 5")]
    [InlineData("any ip.addr != 10.0.0.1", "1 2 3 4 5")]
    [InlineData("all tcp.port > 79", "1 2 3")]
    [InlineData("all tcp.port > 80", "")]
    [InlineData("tcp.port > 80", "1 2 3")]
    public void AFieldThatOccursSeveralTimesIsComparedByItsQuantifier(string filter, string frames) =>
        Assert.Equal(frames, Traffic.Select(filter));

    [Fact]
    public void NotEqualIsFalseForPacketsWithoutTheField()
    {
        Assert.Equal("4 5", Traffic.Select("udp.srcport != 1"));
        Assert.Equal("1 2 3 4 5 6", Traffic.Select("!(udp.srcport == 1)"));
    }

    [Theory]
    [InlineData("frame.number == 10", "")]
    [InlineData("frame.number == 0x3", "3")]
    [InlineData("frame.number == 03", "3")]
    [InlineData("frame.number == 0b11", "3")]
    [InlineData("frame.number == '\\x03'", "3")]
    [InlineData("frame.number == '\\003'", "3")]
    [InlineData("frame.number == +3", "3")]
    [InlineData("frame.number == -3", "")]
    [InlineData("frame.number > -3", "1 2 3 4 5 6")]
    [InlineData("frame.number == 18446744073709551615", "")]
    public void NumbersAreDecimalHexadecimalOctalBinaryOrCharacters(string filter, string frames) =>
        Assert.Equal(frames, Traffic.Select(filter));

    [Theory]
    [InlineData("tcp.flags.syn", "1 2 3")]
    [InlineData("tcp.flags.syn == 1", "1 2")]
    [InlineData("tcp.flags.syn == true", "1 2")]
    [InlineData("tcp.flags.syn == FALSE", "3")]
    [InlineData("tcp.flags.syn == 7", "1 2")]
    [InlineData("tcp.flags.syn == \"Set\"", "1 2")]
    public void ABooleanIsTrueOrFalseOrANumber(string filter, string frames) =>
        Assert.Equal(frames, Traffic.Select(filter));

    [Theory]
    [InlineData("ip.addr == 192.0.2.0/24", "4 5")]
    [InlineData("ip.src == 10.0.0.0/30", "1 2 3 4")]
    [InlineData("ip.src == 10.0.0.0/0", "1 2 3 4 5")]
    [InlineData("ip.src > 10.0.0.1", "2 5")]
    [InlineData("ip.src >= 10.0.0.2 and ip.src < 11.0.0.0", "2")]
    [InlineData("ip.src > 10.0.0.0/8", "5")]
    [InlineData("ip.src in {10.0.0.2, 192.0.0.0/8}", "2 5")]
    [InlineData("ip.dst in {10.0.0.2 .. 10.0.0.9}", "1 3")]
    [InlineData("ip.src & 255.0.0.0 == 192.0.0.0", "5")]
    [InlineData("eth.src == 02:00:00:00:00:0a", "1 2 3 4 5 6")]
    [InlineData("eth.src == 02-00-00-00-00-0A and tcp", "1 2 3")]
    [InlineData("eth.src == 02000000000b", "")]
    public void AddressesCompareAsNumbersAndNetworksByTheirPrefix(string filter, string frames) =>
        Assert.Equal(frames, Traffic.Select(filter));

    [Theory]
    [InlineData("ip.proto == \"TCP\"", "1 2 3")]
    [InlineData("ip.proto == UDP", "4 5")]
    [InlineData("ip.proto in {\"udp\", 6}", "1 2 3 4 5")]
    public void AValueMayBeGivenByItsName(string filter, string frames) => Assert.Equal(frames, Traffic.Select(filter));

    [Theory]
    [InlineData("udp.port in {5000}", "4 5")]
    [InlineData("udp.srcport in {1..5000}", "4")]
    [InlineData("udp.srcport in {1 .. 10, 6000 .. 7000}", "5")]
    [InlineData("udp.srcport not in {5000}", "1 2 3 5 6")]
    [InlineData("all udp.port in {5000}", "")]
    [InlineData("all udp.port in {5000, 6000}", "4 5")]
    [InlineData("frame.number in {0x1..0x2, -4..-2}", "1 2")]
    [InlineData("frame.protocols in {\"eth:ethertype:data\", 'x'}", "6")]
    public void ASetHoldsValuesAndRanges(string filter, string frames) => Assert.Equal(frames, Traffic.Select(filter));

    [Theory]
    [InlineData("frame contains \"GET\"", "3")]
    [InlineData("tcp contains \"GET\"", "3")]
    [InlineData("tcp.payload contains 47:45:54", "3")]
    [InlineData("tcp.payload contains 474554", "3")]
    [InlineData("tcp.payload contains 0x47", "3")]
    [InlineData("tcp.payload contains '\\r'", "3")]
    [InlineData("udp.payload contains \"w\\u00f6rld\"", "4")]
    [InlineData("udp.payload contains \"wörld\"", "4")]
    [InlineData("udp.payload contains \"\\303\\266\"", "4")]
    [InlineData("udp.payload contains \"\\x01\\x02\"", "5")]
    [InlineData("eth.src contains 00:0a and udp", "4 5")]
    [InlineData("frame.protocols contains :udp", "4 5")]
    [InlineData("tcp.payload contains \"get\"", "")]
    public void ContainsLooksForOctets(string filter, string frames) => Assert.Equal(frames, Traffic.Select(filter));

    [Theory]
    [InlineData("tcp.payload matches \"^get /\"", "3")]
    [InlineData("tcp.payload matches \"(?-i)^get\"", "")]
    [InlineData("tcp.payload ~ r\"http/\\d\\.\\d\"", "3")]
    [InlineData("tcp matches \"/index\"", "3")]
    [InlineData("udp.payload matches \"^\\x00\\x01\"", "5")]
    [InlineData("udp.payload matches \"^[[:alpha:]]{5},\"", "4")]
    [InlineData("udp.payload matches \"(l)\\\\1\"", "4")]
    [InlineData("udp.payload matches \"^(?!Hello)\"", "5")]
    [InlineData("string(ip.src) matches \"^192\\\\.\"", "5")]
    [InlineData("all udp.payload matches \"l\"", "4")]
    public void MatchesIsARegularExpressionOverOctetsInBothCases(string filter, string frames) =>
        Assert.Equal(frames, Traffic.Select(filter));

    [Theory]
    [InlineData("tcp.payload[0:3] == \"GET\"", "3")]
    [InlineData("tcp.payload[0-2] == 47:45:54", "3")]
    [InlineData("tcp.payload[:3] == 474554", "3")]
    [InlineData("tcp.payload[4:] matches \"^/index\"", "3")]
    [InlineData("tcp.payload[-2:] == 0d:0a", "3")]
    [InlineData("tcp.payload[-4--3] == \"\\r\\n\"", "3")]
    [InlineData("tcp.payload[0,2,4-5] == \"GT/I\"", "3")]
    [InlineData("tcp.payload[0:3][1] == 45", "3")]
    [InlineData("udp.payload[4] == ff", "5")]
    [InlineData(
        "udp.payload[4] == 255",
        "\"255\" is not a sequence of octets such as 0a:0b:0c, or text in quotation marks"
    )]
    [InlineData("udp.payload[5]", "4")]
    [InlineData("udp.payload[4:2]", "4")]
    [InlineData("frame[12:2] == 08:00", "1 2 3 4 5")]
    [InlineData("ip.src[0] == c0", "5")]
    [InlineData("tcp[13] & 02", "1 2")]
    [InlineData("eth.src[0] & 0x0f == 2 and tcp", "1 2 3")]
    [InlineData("frame.protocols[0:3] == \"eth\"", "1 2 3 4 5 6")]
    public void ASliceIsAPartThatMustBeThere(string filter, string frames) =>
        Assert.Equal(frames, Traffic.Select(filter));

    [Theory]
    [InlineData("tcp.flags & 0x02", "1 2")]
    [InlineData("tcp.flags & 0x12 == 0x12", "2")]
    [InlineData("tcp.flags bitwise_and 8", "3")]
    [InlineData("frame.number + 1 == 3", "2")]
    [InlineData("frame.number == 1 + 2 * 2", "5")]
    [InlineData("frame.number == {1 + 1} * 2", "4")]
    [InlineData("frame.number == (1 + 1) * 2", "4")]
    [InlineData("frame.number == 1 + 2 & 2", "2")]
    [InlineData("frame.number % 2 == 0", "2 4 6")]
    [InlineData("frame.number / 2 == 2", "4 5")]
    [InlineData("frame.number - 1", "2 3 4 5 6")]
    [InlineData("frame.number / 0 == 1", "")]
    [InlineData("-frame.number < -4", "5 6")]
    [InlineData("udp.dstport - udp.srcport == 1000", "4")]
    [InlineData("frame.len - ip.len == 14", "1 2 3 4 5")]
    [InlineData("{frame.number} == 3", "3")]
    [InlineData("frame.number * 9223372036854775807 * 4 > 0", "")]
    public void ComputationsBindProductsThenSumsThenMasks(string filter, string frames) =>
        Assert.Equal(frames, Traffic.Select(filter));

    [Theory]
    [InlineData("len(tcp.payload) == 23", "3")]
    [InlineData("len(udp.payload) > 5", "4")]
    [InlineData("count(tcp.option_kind) == 4", "1")]
    [InlineData("count(tcp.port) == 2", "1 2 3")]
    [InlineData("upper(frame.protocols) contains \"UDP\"", "4 5")]
    [InlineData("lower(frame.protocols) == frame.protocols", "1 2 3 4 5 6")]
    [InlineData("string(frame.number) == \"3\"", "3")]
    [InlineData("max(udp.srcport, udp.dstport, 1) == 6000", "4 5")]
    [InlineData("min(tcp.port) == 80", "1 2 3")]
    [InlineData("abs(frame.number - 4) == 1", "3 5")]
    public void FunctionsGiveValues(string filter, string frames) => Assert.Equal(frames, Traffic.Select(filter));

    [Theory]
    [InlineData("frame.time_relative == 0.002", "3")]
    [InlineData("frame.time_relative < 0.0015", "1 2")]
    [InlineData("frame.time_delta in {0.0005 .. 0.0015}", "2 3 4 5 6")]
    [InlineData("frame.time_relative > -1", "1 2 3 4 5 6")]
    [InlineData("frame.time_relative * 2 == 0.004", "3")]
    [InlineData("frame.time_epoch == 1700000000.004", "4")]
    [InlineData("frame.time == \"2023-11-14 22:13:20.004\"", "4")]
    [InlineData("frame.time == \"Nov 14, 2023 22:13:20.004\"", "4")]
    [InlineData("frame.time == \"2023-11-14T23:13:20.004+01:00\"", "4")]
    [InlineData("frame.time >= 1700000000.005", "5 6")]
    [InlineData("frame.time > 2023-11-14", "1 2 3 4 5 6")]
    [InlineData("frame.time > \"2023-11-14 22:14\"", "")]
    public void TimesAreUtcAndExactToTheNanosecond(string filter, string frames) =>
        Assert.Equal(frames, Traffic.Select(filter));

    [Theory]
    [InlineData("ip.src#1 == 10.0.0.2", "2")]
    [InlineData("ip.src#2", "")]
    [InlineData("ip.src#[1-2] == 10.0.0.2", "2")]
    [InlineData("udp#1[0:2] == 13:88", "4")]
    public void ALayerOfAProtocolCanBeMeant(string filter, string frames) =>
        Assert.Equal(frames, Traffic.Select(filter));

    [Fact]
    public void StreamsAreNumberedPerProtocol()
    {
        Assert.Equal("1 2 3", Traffic.Select("tcp.stream == 0"));
        Assert.Equal("4 5", Traffic.Select("udp.stream == 0"));
    }

    [Fact]
    public void ComparisonsInARowMustAllHold() => Assert.Equal("3 4", Traffic.Select("2 < frame.number <= 4"));
}
