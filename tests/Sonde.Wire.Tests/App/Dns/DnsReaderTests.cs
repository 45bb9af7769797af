using Sonde.Testing;
using Xunit;

namespace Sonde.Wire.Tests.App.Dns;

public sealed class DnsReaderTests
{
    [Fact]
    public void QuestionsAndRecordsComeInTheOrderOfTheMessage()
    {
        DnsReader reader = Read(Answer());
        Assert.True(reader.TryReadQuestion(out DnsQuestion question));
        Assert.Equal(
            (12, 15, DnsTypes.Mx, DnsClasses.Internet),
            (question.NamePosition, question.TypePosition, question.Type, question.Class)
        );
        Assert.False(reader.TryReadQuestion(out _));
        Assert.True(reader.TryReadRecord(out DnsRecord first));
        Assert.Equal(
            (DnsSection.Answer, DnsTypes.Mx, 300u, 6),
            (first.Section, first.Type, first.TimeToLive, first.DataLength)
        );
        Assert.True(reader.TryReadRecord(out DnsRecord second));
        Assert.Equal((DnsSection.Authority, DnsTypes.Ns), (second.Section, second.Type));
        Assert.True(reader.TryReadRecord(out DnsRecord third));
        Assert.Equal((DnsSection.Additional, DnsTypes.A), (third.Section, third.Type));
        Assert.False(reader.TryReadRecord(out _));
        Assert.Equal((ReadStatus.Ok, Answer().Length), (reader.Status, reader.Position));
    }

    [Fact]
    public void QuestionsThatNobodyReadArePassedOver()
    {
        DnsReader reader = Read(Answer());
        Assert.True(reader.TryReadRecord(out DnsRecord record));
        Assert.Equal(DnsTypes.Mx, record.Type);
    }

    [Fact]
    public void MissingOctetsAreTooShort()
    {
        byte[] answer = Answer();
        DnsReader reader = Read(answer[..^1]);
        int records = 0;
        while (reader.TryReadRecord(out _))
            records++;
        Assert.Equal((2, ReadStatus.TooShort), (records, reader.Status));
    }

    [Fact]
    public void ABrokenNameIsMalformed()
    {
        DnsReader reader = Read(Make.Hex("0007 0000 0001 0000 0000 0000 80 0001 0001"));
        Assert.False(reader.TryReadQuestion(out _));
        Assert.Equal(ReadStatus.Malformed, reader.Status);
        Assert.False(reader.TryReadRecord(out _));
    }

    [Fact]
    public void CountsThatLieEndWithTheMessage()
    {
        DnsReader reader = Read(Make.Hex("0007 8000 0000 ffff ffff ffff 00 0001 0001 00000000 0000"));
        int records = 0;
        while (reader.TryReadRecord(out _))
            records++;
        Assert.Equal((1, ReadStatus.Malformed), (records, reader.Status));
    }

    private static DnsReader Read(byte[] octets)
    {
        Assert.Equal(ReadStatus.Ok, DnsMessage.TryRead(octets, out DnsMessage message));
        return message.Read();
    }

    private static byte[] Answer()
    {
        var writer = new DnsWriter(new byte[256], 7, DnsWriter.ResponseFlag);
        writer.AddQuestion("a", DnsTypes.Mx);
        writer.AddRecord(DnsSection.Answer, "a", DnsTypes.Mx, 300, Make.Hex("000a 016d c00c"));
        writer.AddRecord(DnsSection.Authority, "a", DnsTypes.Ns, 300, Make.Hex("026e73 c00c"));
        writer.AddRecord(DnsSection.Additional, "ns.a", DnsTypes.A, 300, [192, 0, 2, 1]);
        return writer.Octets.ToArray();
    }
}
