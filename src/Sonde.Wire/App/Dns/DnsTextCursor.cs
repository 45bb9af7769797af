using System.Globalization;
using static System.Buffers.Binary.BinaryPrimitives;

namespace Sonde.Wire;

/// <summary>Writes the data of one record as words with blanks between them; every step says whether it fitted.</summary>
internal ref struct DnsTextCursor
{
    private const ulong SecondsOfTheLastYear = 253402300799; // the end of the year 9999

    private readonly ReadOnlySpan<byte> _message;
    private readonly Span<char> _target;
    private readonly int _start;
    private readonly int _end;
    private readonly DnsTextStyle _style;
    private TextSpan _text;
    private int _at;

    public DnsTextCursor(
        ReadOnlySpan<byte> message,
        int start,
        int length,
        Span<char> target,
        DnsTextStyle style = DnsTextStyle.Plain
    )
    {
        _style = style;
        _message = message;
        _start = _at = start;
        _end = start + length;
        _target = target;
        _text = new TextSpan(target);
    }

    /// <summary>Characters written.</summary>
    public readonly int Length => _text.Length;

    public readonly int Left => _end - _at;

    /// <summary>Whether the words are those that dig prints.</summary>
    public readonly bool IsZoneFile => _style == DnsTextStyle.ZoneFile;

    public readonly ReadOnlySpan<byte> Rest => _message[_at.._end];

    public bool Skip(int length)
    {
        if (length > Left)
            return false;
        _at += length;
        return true;
    }

    /// <summary>Begins a word: a blank after the word before.</summary>
    public void Separate()
    {
        if (_text.Length > 0)
            _text.Append(' ');
    }

    public void Word(scoped ReadOnlySpan<char> word)
    {
        Separate();
        _text.Append(word);
    }

    public void Append(scoped ReadOnlySpan<char> part) => _text.Append(part);

    public void Append(ulong number) => _text.Append(number);

    public bool Number(int size) => Number(size, out _);

    public bool Number(int size, out uint value)
    {
        if (!TryTake(size, out value))
            return false;
        Separate();
        _text.Append(value);
        return true;
    }

    /// <summary>Takes a number without writing it.</summary>
    public bool TryTake(int size, out uint value)
    {
        value = 0;
        if (size > Left)
            return false;
        value = size switch
        {
            1 => _message[_at],
            2 => ReadUInt16BigEndian(_message[_at..]),
            _ => ReadUInt32BigEndian(_message[_at..]),
        };
        _at += size;
        return true;
    }

    public bool Name()
    {
        int next = Left > 0 ? DnsName.Skip(_message, _at) : -1;
        if (next < 0)
            return false;
        Span<char> name = stackalloc char[DnsName.LongestText];
        int written = DnsName.Decode(_message, _at, name, IsZoneFile ? DnsNameStyle.Absolute : DnsNameStyle.Escaped);
        if (written == 0)
            return false;
        Word(name[..written]);
        _at = next;
        return true;
    }

    public bool Ipv4()
    {
        Separate();
        return AppendIpv4();
    }

    public bool AppendIpv4()
    {
        if (Left < 4)
            return false;
        _text.AppendIpv4(_message[_at..]);
        return Skip(4);
    }

    public bool Ipv6()
    {
        Separate();
        return AppendIpv6();
    }

    public bool AppendIpv6()
    {
        if (Left < 16)
            return false;
        _text.AppendIpv6(_message.Slice(_at, 16));
        return Skip(16);
    }

    /// <summary>An address of which only the first octets are there.</summary>
    public bool AppendAddress(int length, bool isIpv6)
    {
        Span<byte> octets = stackalloc byte[16];
        octets.Clear();
        if (length > Left || length > (isIpv6 ? 16 : 4))
            return false;
        _message.Slice(_at, length).CopyTo(octets);
        if (isIpv6)
            _text.AppendIpv6(octets);
        else
            _text.AppendIpv4(octets);
        return Skip(length);
    }

    public bool Strings()
    {
        while (Left > 0)
        {
            if (!String())
                return false;
        }
        return true;
    }

    /// <summary>A character string (RFC 1035 §3.3) in quotation marks.</summary>
    public bool String() => TryTake(1, out uint length) && Quoted((int)length);

    public bool Quoted(int length)
    {
        if (length > Left)
            return false;
        Separate();
        _text.Append('"');
        AppendEscaped(length, "\"\\");
        _text.Append('"');
        return true;
    }

    /// <summary>A character string without quotation marks.</summary>
    public bool Tag()
    {
        if (!TryTake(1, out uint length) || length > Left)
            return false;
        Separate();
        return AppendEscaped((int)length, " \"\\");
    }

    public bool AppendEscaped(int length, scoped ReadOnlySpan<char> quoted)
    {
        if (length > Left)
            return false;
        if (IsZoneFile)
            _text.AppendEscapedAscii(_message.Slice(_at, length), quoted);
        else
            _text.AppendEscaped(_message.Slice(_at, length), quoted);
        return Skip(length);
    }

    public bool Hex(int length)
    {
        if (length > Left)
            return false;
        Separate();
        int start = _text.Length;
        _text.AppendHex(_message.Slice(_at, length));
        RaiseLetters(start);
        return Skip(length);
    }

    public bool Hex(int length, char separator)
    {
        if (length > Left)
            return false;
        Separate();
        _text.AppendHex(_message.Slice(_at, length), separator);
        return Skip(length);
    }

    /// <summary>Four groups of four hexadecimal digits, RFC 6742 §2.1.</summary>
    public bool Groups()
    {
        if (Left < 8)
            return false;
        Separate();
        for (int group = 0; group < 4; group++)
        {
            if (group > 0)
                _text.Append(':');
            _text.AppendHex(_message.Slice(_at + group * 2, 2));
        }
        return Skip(8);
    }

    public bool Base64(int length)
    {
        if (length > Left)
            return false;
        Separate();
        return AppendBase64(length);
    }

    public bool AppendBase64(int length)
    {
        if (length > Left)
            return false;
        _text.AppendBase64(_message.Slice(_at, length));
        return Skip(length);
    }

    public bool Base32Hex(int length)
    {
        if (length > Left)
            return false;
        Separate();
        int start = _text.Length;
        _text.AppendBase32Hex(_message.Slice(_at, length));
        RaiseLetters(start);
        return Skip(length);
    }

    /// <summary>Seconds since 1970 as <c>YYYYMMDDHHmmSS</c>, RFC 4034 §3.2.</summary>
    public void Time(ulong seconds)
    {
        Separate();
        if (seconds > SecondsOfTheLastYear)
        {
            _text.Append(seconds);
            return;
        }
        Span<char> text = stackalloc char[14];
        DateTimeOffset
            .FromUnixTimeSeconds((long)seconds)
            .TryFormat(text, out int count, "yyyyMMddHHmmss", CultureInfo.InvariantCulture);
        _text.Append(text[..count]);
    }

    public void TypeName(uint type)
    {
        Separate();
        if (DnsTypes.NameOf(type) is { } name)
        {
            _text.Append(name);
            return;
        }
        _text.Append("TYPE");
        _text.Append(type);
    }

    /// <summary>The record types of a bitmap, RFC 4034 §4.1.2.</summary>
    public bool Types()
    {
        while (Left > 0)
        {
            if (!TryTake(1, out uint window) || !TryTake(1, out uint length) || length > Left)
                return false;
            for (int bit = 0; bit < length * 8; bit++)
            {
                if ((_message[_at + bit / 8] & 0x80 >> bit % 8) != 0)
                    TypeName(window * 256 + (uint)bit);
            }
            Skip((int)length);
        }
        return true;
    }

    /// <summary>Drops what was written and writes all the data as RFC 3597 §5 does.</summary>
    public void WriteGeneric()
    {
        _text = new TextSpan(_target);
        _text.Append("\\# ");
        _text.Append((ulong)(_end - _start));
        _text.Append(' ');
        int start = _text.Length;
        _text.AppendHex(_message[_start.._end]);
        RaiseLetters(start);
        _at = _end;
    }

    private readonly void RaiseLetters(int start)
    {
        if (!IsZoneFile)
            return;
        foreach (ref char letter in _target[start.._text.Length])
            letter = char.ToUpperInvariant(letter);
    }
}
