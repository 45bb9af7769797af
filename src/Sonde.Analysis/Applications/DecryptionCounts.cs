using Sonde.Wire;

namespace Sonde.Analysis;

/// <summary>Counts which encrypted conversations were read and which were not.</summary>
public sealed class DecryptionCounts
{
    /// <summary>Conversations in TLS or QUIC of which records or packets were decrypted.</summary>
    public long StreamsDecrypted { get; private set; }

    /// <summary>Conversations in TLS, DTLS or QUIC that stayed closed.</summary>
    public long StreamsEncrypted { get; private set; }

    /// <summary>Records, and packets of QUIC, for which there were keys and that did not authenticate.</summary>
    public long RecordsNotOpened { get; private set; }

    internal void Count(TlsConnection connection) => RecordsNotOpened += connection.RecordsNotOpened;

    internal void Count(ApplicationStream stream)
    {
        if (stream.IsDecrypted)
            StreamsDecrypted++;
        else if (
            IsTls(stream.Application) || (stream.Application is null && stream.Earlier is [.., var last] && IsTls(last))
        )
            StreamsEncrypted++;
    }

    internal void Count(DatagramStream stream)
    {
        if (stream.IsDecrypted)
            StreamsDecrypted++;
        else if (stream.Application?.Name is "quic" or "dtls")
            StreamsEncrypted++;
    }

    private static bool IsTls(IApplication? application) => application?.Name == Tls.Name;
}
