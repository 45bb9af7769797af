using System.Text;
using Sonde.Wire;
using static System.Buffers.Binary.BinaryPrimitives;

namespace Sonde.Analysis;

/// <summary>Takes facts from messages of SMB 1, [MS-CIFS] §2.2.4: commands, dialect, login, shares, files, status.</summary>
/// <remarks>Memory: the dialects that the client offered last, at most 32.</remarks>
internal sealed class Smb1Facts(ConversationFacts facts)
{
    private const int Header = 32;
    private const int MostDialects = 32;

    private readonly List<string> _offered = [];

    public void Read(ReadOnlySpan<byte> message)
    {
        if (Smb.TryRead(message, out Smb smb) > ReadStatus.Cut || message.Length <= Header + 2)
            return;
        int words = message[Header] * 2;
        if (Header + 1 + words + 2 > message.Length)
            return;
        ReadOnlySpan<byte> parameters = message.Slice(Header + 1, words);
        ReadOnlySpan<byte> data = message[(Header + 1 + words + 2)..];
        bool isUnicode = (message[11] & 0x80) != 0;
        bool isAligned = (Header + 1 + words + 2) % 2 == 0;
        if (!smb.IsResponse)
            facts.Count("commands", CommandName(smb.Command));
        else if (ReadUInt32LittleEndian(message[5..]) is not 0 and var status && (message[11] & 0x40) != 0)
            facts.Count("status", Smb2Header.StatusName(status));
        switch (smb.Command)
        {
            case 0x72:
                OnNegotiate(smb.IsResponse, parameters, data);
                break;
            case 0x73 when smb.IsResponse:
                NtlmFacts.Take(facts, data);
                break;
            case 0x73:
                OnSessionSetup(parameters, data, isUnicode, isAligned);
                break;
            case 0x75 when !smb.IsResponse && parameters.Length >= 8:
                int password = ReadUInt16LittleEndian(parameters[6..]);
                Texts(data, password, isUnicode, isAligned, "shares");
                break;
            case 0xa2 when !smb.IsResponse && parameters.Length >= 48:
                Texts(data, 0, isUnicode, isAligned, "files");
                break;
        }
    }

    private void OnNegotiate(bool isResponse, ReadOnlySpan<byte> parameters, ReadOnlySpan<byte> data)
    {
        if (isResponse)
        {
            int chosen = parameters.Length >= 2 ? ReadUInt16LittleEndian(parameters) : -1;
            if (chosen >= 0 && chosen < _offered.Count)
                facts.Say("dialect", _offered[chosen]);
            return;
        }
        _offered.Clear();
        var cursor = new OctetCursor(data);
        while (_offered.Count < MostDialects && cursor.Byte() == 2 && !cursor.IsBroken)
            _offered.Add(cursor.TextToZero());
    }

    private void OnSessionSetup(ReadOnlySpan<byte> parameters, ReadOnlySpan<byte> data, bool isUnicode, bool isAligned)
    {
        if (parameters.Length == 24) // with a security blob
        {
            NtlmFacts.Take(facts, data);
            int blob = ReadUInt16LittleEndian(parameters[14..]);
            Texts(data, blob, isUnicode, isAligned, "client_system", "client_software");
        }
        else if (parameters.Length == 26)
        {
            int passwords = ReadUInt16LittleEndian(parameters[14..]) + ReadUInt16LittleEndian(parameters[16..]);
            Texts(data, passwords, isUnicode, isAligned, "user", "domain", "client_system", "client_software");
        }
    }

    // Texts that end with a zero, behind octets that are passed over; those in UTF-16 begin at an even place of the message.
    private void Texts(
        ReadOnlySpan<byte> data,
        int at,
        bool isUnicode,
        bool isAligned,
        params ReadOnlySpan<string> names
    )
    {
        if (isUnicode && at % 2 == 0 != isAligned)
            at++;
        foreach (string name in names)
        {
            if (at >= data.Length)
                return;
            ReadOnlySpan<byte> rest = data[at..];
            int end = 0;
            if (isUnicode)
            {
                while (end + 1 < rest.Length && (rest[end] | rest[end + 1]) != 0)
                    end += 2;
            }
            else
            {
                end = rest.IndexOf((byte)0) is >= 0 and var zero ? zero : rest.Length;
            }
            facts.Say(
                name,
                (isUnicode ? Encoding.Unicode : Encoding.Latin1).GetString(rest[..Math.Min(end, rest.Length)])
            );
            at += end + (isUnicode ? 2 : 1);
        }
    }

    private static string CommandName(byte command) =>
        command switch
        {
            0x04 => "Close",
            0x06 => "Delete",
            0x25 => "Trans",
            0x2b => "Echo",
            0x2d => "Open AndX",
            0x2e => "Read AndX",
            0x2f => "Write AndX",
            0x32 => "Trans2",
            0x71 => "Tree Disconnect",
            0x72 => "Negotiate Protocol",
            0x73 => "Session Setup AndX",
            0x74 => "Logoff AndX",
            0x75 => "Tree Connect AndX",
            0xa0 => "NT Trans",
            0xa2 => "NT Create AndX",
            0xa4 => "NT Cancel",
            _ => $"0x{command:x2}",
        };
}
