namespace Sonde.Wire;

/// <summary>One option. Positions are octets from the start of the message.</summary>
/// <param name="Code">What it is: <see cref="DhcpOptions"/>; never padding or end.</param>
/// <param name="Position">Where the data begins.</param>
/// <param name="Length">Octets of data.</param>
public readonly record struct DhcpOption(int Code, int Position, int Length);

/// <summary>Reads the options of a message one after the other, overloaded fields included, without allocating.</summary>
public ref struct DhcpOptionReader
{
    private readonly ReadOnlySpan<byte> _message;
    private int _at;
    private int _end;
    private int _overload; // fields still to come: 1 boot file, 2 server name

    /// <summary>A reader at the first option; it ends at once in a message without options.</summary>
    internal DhcpOptionReader(scoped in Dhcp dhcp)
    {
        if (!dhcp.HasOptions)
            return;
        _message = dhcp.Octets;
        _at = Dhcp.OptionsPosition;
        _end = _message.Length;
        _overload = dhcp.OverloadValue;
    }

    /// <summary>A reader of one field only.</summary>
    internal DhcpOptionReader(ReadOnlySpan<byte> message, int start, int end)
    {
        _message = message;
        _at = start;
        _end = end;
    }

    /// <summary>Ok at the end; TooShort where an option does not fit.</summary>
    public ReadStatus Status { get; private set; }

    /// <summary>Reads the next option, padding passed over; false after the last one.</summary>
    public bool TryRead(out DhcpOption option)
    {
        while (true)
        {
            if (_at >= _end || _message[_at] == DhcpOptions.End)
            {
                if (TryNextField())
                    continue;
                option = default;
                return false;
            }
            int code = _message[_at];
            if (code == DhcpOptions.Pad)
            {
                _at++;
                continue;
            }
            int data = _at + 2;
            if (data > _end || data + _message[_at + 1] > _end)
            {
                Status = ReadStatus.TooShort;
                _at = _end;
                continue;
            }
            option = new(code, data, _message[_at + 1]);
            _at = data + option.Length;
            return true;
        }
    }

    private bool TryNextField()
    {
        _at = _end;
        if ((_overload & 1) != 0)
            (_at, _end) = (Dhcp.BootFilePosition, Dhcp.CookiePosition);
        else if ((_overload & 2) != 0)
            (_at, _end) = (Dhcp.ServerNamePosition, Dhcp.BootFilePosition);
        else
            return false;
        _overload &= (_overload & 1) != 0 ? 2 : 0;
        return true;
    }
}
