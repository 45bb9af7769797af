namespace Sonde.Analysis;

/// <summary>The lines of a protocol of text, as a <see cref="LineCutter"/> cuts them.</summary>
internal interface ILineReader
{
    /// <summary>What follows is not for this reader any more.</summary>
    bool IsOver { get; }

    /// <summary>A line without its end; of one that is too long the beginning.</summary>
    void OnLine(bool fromClient, ReadOnlySpan<byte> line, StreamPlace place);

    /// <summary>How many of these octets, at the start of a line, are content and no line; it has been read then.</summary>
    int OnContent(bool fromClient, ReadOnlySpan<byte> octets, StreamPlace place);

    /// <summary>What was at hand when it was over.</summary>
    void OnLeft(bool fromClient, ReadOnlySpan<byte> octets, StreamPlace place);
}

/// <summary>Cuts the two directions of a stream into lines and content.</summary>
/// <remarks>Memory: a line of each direction that is not whole yet, at most <see cref="MostLine"/> octets.</remarks>
internal sealed class LineCutter(ILineReader reader)
{
    /// <summary>Octets kept of a line.</summary>
    public const int MostLine = 4096;

    private readonly Side[] _sides = [new(), new()];

    /// <summary>Cuts the next octets of a direction.</summary>
    public void Add(bool fromClient, ReadOnlySpan<byte> octets, StreamPlace place)
    {
        Side side = _sides[fromClient ? 1 : 0];
        while (!octets.IsEmpty)
        {
            if (reader.IsOver)
            {
                reader.OnLeft(fromClient, octets, place);
                return;
            }
            if (side.Length == 0 && !side.IsLong && reader.OnContent(fromClient, octets, place) is > 0 and var content)
            {
                octets = octets[content..];
                continue;
            }
            int end = octets.IndexOf((byte)'\n');
            if (end < 0)
            {
                side.Keep(octets);
                return;
            }
            ReadOnlySpan<byte> line = octets[..end];
            if (side.Length > 0)
            {
                side.Keep(line);
                line = side.Kept;
            }
            octets = octets[(end + 1)..];
            bool isRest = side.IsLost;
            (side.Length, side.IsLong, side.IsLost) = (0, false, false);
            if (!isRest)
                reader.OnLine(fromClient, line.TrimEnd((byte)'\r'), place);
        }
    }

    /// <summary>Octets of one direction are missing: the line that waits, and the one after the gap, are not whole.</summary>
    public void Skip(bool fromClient)
    {
        Side side = _sides[fromClient ? 1 : 0];
        (side.Length, side.IsLong, side.IsLost) = (0, true, true);
    }

    private sealed class Side
    {
        private byte[] _octets = [];

        public int Length { get; set; }

        public bool IsLong { get; set; }

        public bool IsLost { get; set; }

        public ReadOnlySpan<byte> Kept => _octets.AsSpan(0, Length);

        public void Keep(ReadOnlySpan<byte> octets)
        {
            int kept = Math.Min(octets.Length, MostLine - Length);
            IsLong |= kept < octets.Length;
            if (Length + kept > _octets.Length)
                Array.Resize(ref _octets, Math.Min(MostLine, Math.Max(Length + kept, _octets.Length * 2)));
            octets[..kept].CopyTo(_octets.AsSpan(Length));
            Length += kept;
        }
    }
}
