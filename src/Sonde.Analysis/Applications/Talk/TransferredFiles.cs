namespace Sonde.Analysis;

/// <summary>A file that a conversation carried, as far as it was captured.</summary>
/// <param name="Protocol">Wireshark's name of what carried it.</param>
/// <param name="Flow">The conversation with its octets.</param>
/// <param name="IsUpload">The client sent it.</param>
/// <param name="Client">The end that asks.</param>
/// <param name="Server">The end that answers.</param>
/// <param name="Name">The name that an end gave it, unsafe; null without one.</param>
/// <param name="MediaType">The media type as announced; null without one.</param>
/// <param name="Encoding">The coding that was taken off, such as base64; null for none.</param>
/// <param name="Octets">Its octets; valid during the call only.</param>
/// <param name="IsWhole">All of it was captured and kept.</param>
/// <param name="IsCut">There was more than is kept.</param>
/// <param name="Last">The frame with its last octet.</param>
public readonly record struct TransferredFile(
    string Protocol,
    Flow Flow,
    bool IsUpload,
    Endpoint Client,
    Endpoint Server,
    string? Name,
    string? MediaType,
    string? Encoding,
    ReadOnlyMemory<byte> Octets,
    bool IsWhole,
    bool IsCut,
    StreamPlace Last
);

/// <summary>Keeps the octets of files that SMTP, FTP and TFTP carry until their end, and hands them over.</summary>
/// <remarks>Memory: at most <see cref="MostOctets"/> of one file, and <see cref="MostKept"/> of all that are under way.</remarks>
/// <param name="told">Told of each file that is not empty.</param>
public sealed class TransferredFiles(Action<TransferredFile> told)
{
    /// <summary>Octets kept of one file.</summary>
    public const int MostOctets = 32 << 20;

    /// <summary>Octets kept of all files that are under way.</summary>
    public const long MostKept = 64 << 20;

    private long _octets;

    /// <summary>Files of which not all could be kept.</summary>
    public long Cut { get; private set; }

    internal Kept Begin() => new(this);

    internal void Tell(in TransferredFile file)
    {
        if (!file.Octets.IsEmpty)
            told(file);
    }

    /// <summary>The octets of one file so far.</summary>
    internal sealed class Kept(TransferredFiles files)
    {
        private MemoryStream Stream { get; } = new();

        public bool IsCut { get; private set; }

        public bool HasGap { get; set; }

        public StreamPlace Last { get; private set; }

        public ReadOnlyMemory<byte> Octets => Stream.GetBuffer().AsMemory(0, (int)Stream.Length);

        public void Add(ReadOnlySpan<byte> octets, StreamPlace place)
        {
            Last = place;
            if (IsCut)
                return;
            if (Stream.Length + octets.Length > MostOctets || files._octets + octets.Length > MostKept)
            {
                IsCut = true;
                files.Cut++;
                return;
            }
            Stream.Write(octets);
            files._octets += octets.Length;
        }

        public void Release()
        {
            files._octets -= Stream.Length;
            Stream.SetLength(0);
        }
    }
}
