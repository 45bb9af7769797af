namespace Sonde.Analysis;

/// <summary>Goes through the elements of a message in BER (X.690 §8.1), definite lengths only.</summary>
internal ref struct LdapCursor(ReadOnlySpan<byte> octets)
{
    private ReadOnlySpan<byte> _left = octets;

    /// <summary>Goes into an element of this tag.</summary>
    public bool Enter(byte tag)
    {
        if (!TryHead(tag, out int head, out int length))
            return false;
        _left = _left.Slice(head, Math.Min(length, _left.Length - head));
        return true;
    }

    /// <summary>Goes past an element of this tag.</summary>
    public bool Skip(byte tag) => TryRead(tag, out _);

    /// <summary>Reads the content of an element of this tag and goes past it.</summary>
    public bool TryRead(byte tag, out ReadOnlySpan<byte> content)
    {
        content = default;
        if (!TryHead(tag, out int head, out int length) || length > _left.Length - head)
            return false;
        content = _left.Slice(head, length);
        _left = _left[(head + length)..];
        return true;
    }

    private readonly bool TryHead(byte tag, out int head, out int length)
    {
        (head, length) = (2, 0);
        if (_left.Length < 2 || _left[0] != tag)
            return false;
        length = _left[1];
        if (length < 0x80)
            return true;
        int more = length & 0x7f;
        if (more is 0 or > 3 || _left.Length < 2 + more)
            return false;
        length = 0;
        for (int at = 0; at < more; at++)
            length = length << 8 | _left[2 + at];
        head += more;
        return true;
    }
}
