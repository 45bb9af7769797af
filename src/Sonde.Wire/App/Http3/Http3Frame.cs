namespace Sonde.Wire;

/// <summary>Types of frames, RFC 9114 §7.2.</summary>
public static class Http3FrameTypes
{
    /// <summary>Content.</summary>
    public const ulong Data = 0;

    /// <summary>A field section: the header or the trailer of a message.</summary>
    public const ulong Headers = 1;

    /// <summary>What an end takes.</summary>
    public const ulong Settings = 4;
}

/// <summary>Types of streams that go one way, RFC 9114 §6.2 and RFC 9204 §4.2.</summary>
public static class Http3StreamTypes
{
    /// <summary>Settings and the like.</summary>
    public const ulong Control = 0;

    /// <summary>Instructions for the dynamic table of the other end.</summary>
    public const ulong QpackEncoder = 2;
}

/// <summary>The header of a frame: | type varint | length varint |, RFC 9114 §7.1.</summary>
/// <param name="Type">The type, see <see cref="Http3FrameTypes"/>.</param>
/// <param name="Length">Octets behind the header.</param>
public readonly record struct Http3Frame(ulong Type, ulong Length)
{
    /// <summary>Wireshark's name of the protocol.</summary>
    public const string Name = "http3";

    /// <summary>Octets of the longest header.</summary>
    public const int LongestHeader = 16;

    /// <summary>The setting with the capacity of the dynamic table that an end allows the other one, RFC 9204 §5.</summary>
    public const ulong MostTableCapacity = 1;

    /// <summary>Reads a header. False where it is not whole.</summary>
    /// <param name="octets">Octets from its first one on.</param>
    /// <param name="frame">The frame.</param>
    /// <param name="size">Octets of the header.</param>
    public static bool TryRead(ReadOnlySpan<byte> octets, out Http3Frame frame, out int size)
    {
        size = 0;
        frame = default;
        if (
            !QuicLongHeader.TryVariable(octets, ref size, out ulong type)
            || !QuicLongHeader.TryVariable(octets, ref size, out ulong length)
        )
            return false;
        frame = new Http3Frame(type, length);
        return true;
    }

    /// <summary>The value of a setting; null where it is not among them.</summary>
    /// <param name="settings">The payload of a frame with settings.</param>
    /// <param name="wanted">The number of the setting.</param>
    public static ulong? SettingOf(ReadOnlySpan<byte> settings, ulong wanted)
    {
        int at = 0;
        while (
            QuicLongHeader.TryVariable(settings, ref at, out ulong setting)
            && QuicLongHeader.TryVariable(settings, ref at, out ulong value)
        )
        {
            if (setting == wanted)
                return value;
        }
        return null;
    }
}
