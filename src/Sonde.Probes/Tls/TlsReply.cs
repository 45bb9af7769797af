using Sonde.Wire;

namespace Sonde.Probes;

/// <summary>What a server answered to a hello, as far as it stands in the clear.</summary>
public sealed record TlsReply
{
    private const int MostOctets = 1 << 19;
    private const int MostCertificates = 32;

    /// <summary>Neither a hello nor an alert came.</summary>
    public static TlsReply Nothing { get; } = new();

    /// <summary>The version that the server chose; null when it sent no hello.</summary>
    public ushort? Version { get; init; }

    /// <summary>The suite that the server chose.</summary>
    public ushort? Suite { get; init; }

    /// <summary>Number of the alert that came instead; null when none did.</summary>
    public byte? Alert { get; init; }

    /// <summary>The certificates as they were sent, the server's own first; in TLS 1.3 they are encrypted.</summary>
    public IReadOnlyList<byte[]> Chain { get; init; } = [];

    /// <summary>Octets came that are no TLS.</summary>
    public bool IsSomethingElse { get; init; }

    /// <summary>Sends a hello and reads the answer up to what is encrypted.</summary>
    /// <param name="stream">The connection.</param>
    /// <param name="hello">The hello.</param>
    /// <param name="wantsChain">Whether to go on reading until the certificates.</param>
    /// <param name="cancel">Ends the reading.</param>
    /// <exception cref="IOException">The connection broke; what a server does that offers none of it.</exception>
    public static async Task<TlsReply> AskAsync(Stream stream, byte[] hello, bool wantsChain, CancellationToken cancel)
    {
        ArgumentNullException.ThrowIfNull(stream);
        await stream.WriteAsync(hello, cancel);
        var records = new List<byte>();
        var messages = new List<byte>();
        byte[] buffer = new byte[8192];
        while (records.Count + messages.Count < MostOctets)
        {
            int count = await stream.ReadAsync(buffer, cancel);
            if (count == 0)
                return Nothing;
            records.AddRange(buffer.AsSpan(0, count));
            if (Cut(records, messages) is { } ended)
                return ended;
            if (Read(System.Runtime.InteropServices.CollectionsMarshal.AsSpan(messages), wantsChain) is { } reply)
                return reply;
        }
        return Nothing;
    }

    // Moves what whole records carry to the messages.
    private static TlsReply? Cut(List<byte> records, List<byte> messages)
    {
        while (records.Count > 0)
        {
            Span<byte> octets = System.Runtime.InteropServices.CollectionsMarshal.AsSpan(records);
            if (!TlsRecordHeader.MayBegin(octets))
                return new TlsReply { IsSomethingElse = true };
            if (!TlsRecordHeader.TryRead(octets, out TlsRecordHeader header) || octets.Length < header.Whole)
                return null;
            Span<byte> content = octets[TlsRecordHeader.Size..header.Whole];
            if (header.Content == TlsContent.Alert && content.Length >= 2)
                return new TlsReply { Alert = content[1] };
            if (header.Content != TlsContent.Handshake)
                return null; // encrypted from here on
            messages.AddRange(content);
            records.RemoveRange(0, header.Whole);
        }
        return null;
    }

    private static TlsReply? Read(ReadOnlySpan<byte> messages, bool wantsChain)
    {
        TlsReply? reply = null;
        while (TlsHandshake.TryRead(messages, out TlsHandshake message, out int missing))
        {
            messages = messages[(TlsHandshake.HeaderSize + message.Body.Length)..];
            if (message.Type == TlsHandshakeTypes.ServerHello)
            {
                if (!TlsServerHello.TryRead(message.Body, out TlsServerHello hello))
                    return new TlsReply { IsSomethingElse = true };
                reply = new TlsReply { Version = hello.NegotiatedVersion, Suite = hello.CipherSuite };
                if (!wantsChain || reply.Version == TlsVersions.Tls13)
                    return reply;
            }
            else if (message.Type == TlsHandshakeTypes.Certificate && reply is not null)
                return reply with { Chain = ChainOf(message.Body) };
            else if (message.Type == TlsHandshakeTypes.ServerHelloDone)
                return reply; // an anonymous suite has no certificate
        }
        return null;
    }

    private static List<byte[]> ChainOf(ReadOnlySpan<byte> body)
    {
        var chain = new List<byte[]>();
        TlsCertificates certificates = TlsCertificates.Of(body, isTls13: false);
        while (chain.Count < MostCertificates && certificates.TryNext(out ReadOnlySpan<byte> certificate))
            chain.Add(certificate.ToArray());
        return chain;
    }
}
