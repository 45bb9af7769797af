using System.Text;
using Sonde.Wire;
using static System.Buffers.Binary.BinaryPrimitives;

namespace Sonde.Analysis;

/// <summary>Reads a conversation of SMB, any version, over TCP: dialect, who logs in, shares, files, and what became of it.</summary>
/// <remarks>Challenges, responses and tickets are passed over. Memory: that of a <see cref="MessageCutter"/>.</remarks>
internal sealed class SmbTalk : IApplicationReader, IMessageReader
{
    /// <summary>Usual ports.</summary>
    public static readonly ushort[] Ports = [445, 139];

    private const int Header = 4; // type and length of NetBIOS, or of direct transport
    private const int MostMessages = 64; // in a compound
    private readonly ConversationFacts _facts;
    private readonly MessageCutter _cutter;
    private readonly Smb1Facts _old;

    public SmbTalk(ConversationFacts facts)
    {
        (_facts, _old) = (facts, new Smb1Facts(facts));
        _cutter = new MessageCutter(this);
    }

    public static Recognition RecognizeSmb1(in StreamOpening opening) => Recognize(opening, isSmb2: false);

    public static Recognition RecognizeSmb2(in StreamOpening opening) => Recognize(opening, isSmb2: true);

    public void OnOctets(bool fromClient, ReadOnlySpan<byte> octets, StreamPlace place)
    {
        if (!_cutter.IsLost)
            _cutter.Add(fromClient, octets, place);
    }

    public void OnGap(bool fromClient, long length, StreamPlace place) => _cutter.Skip(fromClient, length);

    public long Measure(bool fromClient, ReadOnlySpan<byte> octets)
    {
        if (octets.Length < Header)
            return 0;
        bool isKnown = octets[0] is 0 or >= 0x81 and <= 0x85;
        return isKnown ? Header + (octets[1] << 16 | octets[2] << 8 | octets[3]) : -1;
    }

    public bool OnMessage(bool fromClient, ReadOnlySpan<byte> head, long length, StreamPlace place)
    {
        ReadOnlySpan<byte> message = head[Math.Min(Header, head.Length)..];
        if (head[0] != 0 || message.Length < 4)
            return true;
        if (message[0] == 0xfd)
            _facts.Count("commands", "encrypted");
        else if (message[0] == 0xfc)
            _facts.Count("commands", "compressed");
        else if (message[0] == 0xff)
            _old.Read(message);
        for (int count = 0; count < MostMessages && Smb2Header.TryRead(message, out Smb2Header smb); count++)
        {
            Read(smb);
            if (smb.Next < Smb2Header.Size || smb.Next >= message.Length)
                break;
            message = message[(int)smb.Next..];
        }
        return true;
    }

    public void OnLeft(bool fromClient, ReadOnlySpan<byte> octets, StreamPlace place) { }

    private void Read(in Smb2Header smb)
    {
        if (!smb.IsResponse)
            _facts.Count("commands", Smb2Header.CommandName(smb.Command));
        else if (smb.Status != 0)
            _facts.Count("status", Smb2Header.StatusName(smb.Status));
        switch (smb.Command)
        {
            case 0 when smb.IsResponse && smb.Body.Length >= 6:
                _facts.Say("dialect", "SMB " + Smb2Header.DialectName(ReadUInt16LittleEndian(smb.Body[4..])));
                _facts.Say("signing", (smb.Body[2] & 2) != 0 ? "required" : "enabled");
                break;
            case 1:
                NtlmFacts.Take(_facts, smb.Body);
                if (smb.IsResponse && smb.Status is 0 or 0xc000006d && smb.IsResponse)
                    _facts.Say("login", smb.Status == 0 ? "granted" : "refused");
                break;
            case 3 when !smb.IsResponse && smb.Body.Length >= 8: // §2.2.9: path offset, path length
                Say("shares", smb, 4);
                break;
            case 5 when !smb.IsResponse && smb.Body.Length >= 48: // §2.2.13: name offset, name length
                Say("files", smb, 44);
                break;
        }
    }

    private void Say(string name, in Smb2Header smb, int at)
    {
        int offset = ReadUInt16LittleEndian(smb.Body[at..]);
        int length = ReadUInt16LittleEndian(smb.Body[(at + 2)..]);
        _facts.Say(name, Encoding.Unicode.GetString(smb.At(offset, length)));
    }

    // Where the client offers version 2 by a message of version 1 ([MS-SMB2] §3.2.4.2.2.1), the answer decides.
    private static Recognition Recognize(in StreamOpening opening, bool isSmb2)
    {
        ReadOnlySpan<byte> first = Message(opening.FromInitiator, out bool mayBe);
        ReadOnlySpan<byte> second = Message(opening.FromResponder, out bool mayBeToo);
        if (!mayBe || !mayBeToo)
            return Recognition.NotMine;
        if (first.IsEmpty && second.IsEmpty)
            return Recognition.NeedMore;
        ReadOnlySpan<byte> known = first.IsEmpty ? second : first;
        bool isOffer = known[0] == 0xff && known[4] == 0x72 && known.IndexOf("SMB 2."u8) >= 0;
        if (isOffer && !first.IsEmpty && !second.IsEmpty)
            known = second;
        else if (isOffer && (known[9] & 0x80) == 0)
            return isSmb2 ? Recognition.NeedMore : Recognition.Unsure;
        if (known[0] == 0xff == isSmb2)
            return Recognition.NotMine;
        bool isFromResponder = first.IsEmpty || (isOffer && !second.IsEmpty);
        bool isAnswer =
            known[0] == 0xff ? (known[9] & 0x80) != 0 : known[0] == 0xfe && known.Length > 16 && (known[16] & 1) != 0;
        bool isTold = known[0] is 0xff or 0xfe && known.Length > 16;
        return new Recognition(Certainty.Certain, isTold && isAnswer != isFromResponder);
    }

    // The first message of SMB behind a NetBIOS session that was opened first, RFC 1002 §4.3.
    private static ReadOnlySpan<byte> Message(ReadOnlySpan<byte> octets, out bool mayBe)
    {
        if (octets.Length > Header && octets[0] is 0x81 or 0x82 && octets.Length > Header)
        {
            int whole = Header + (octets[2] << 8 | octets[3]);
            mayBe = octets[1] <= 1 && whole <= 76;
            octets = mayBe && whole < octets.Length ? octets[whole..] : [];
            if (octets.IsEmpty)
                return [];
        }
        mayBe = octets.IsEmpty || octets[0] is 0 or 0x81 or 0x82;
        if (!mayBe || octets.Length <= Header)
            return [];
        mayBe = octets[Header] is 0xff or >= 0xfc and <= 0xfe;
        if (!mayBe || octets.Length < Header + 10)
            return [];
        mayBe = octets[(Header + 1)..].StartsWith("SMB"u8);
        return mayBe ? octets[Header..] : [];
    }
}

/// <summary>What a message of NTLM says of a login.</summary>
internal static class NtlmFacts
{
    /// <summary>Takes user, domain, workstation and the server's names; no response, hash or key.</summary>
    public static void Take(ConversationFacts facts, ReadOnlySpan<byte> octets)
    {
        if (!NtlmMessage.TryFind(octets, out NtlmMessage ntlm))
        {
            if (octets.IndexOf(Kerberos5) >= 0)
                facts.Say("auth", "Kerberos");
            return;
        }
        facts.Say("auth", "NTLM");
        facts.Say("user", ntlm.User);
        facts.Say("domain", ntlm.Domain);
        facts.Say("workstation", ntlm.Workstation);
        facts.Say("server", ntlm.TargetName(3) is { Length: > 0 } name ? name : ntlm.Target);
    }

    // The object identifier in a token of Kerberos, RFC 4121 §4.1, tag and length included.
    private static ReadOnlySpan<byte> Kerberos5 =>
        [0x06, 0x09, 0x2a, 0x86, 0x48, 0x86, 0xf7, 0x12, 0x01, 0x02, 0x02, 0x01, 0x00];
}
