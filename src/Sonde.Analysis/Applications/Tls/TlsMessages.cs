using Sonde.Wire;
using static System.Buffers.Binary.BinaryPrimitives;

namespace Sonde.Analysis;

/// <summary>Learns from the handshake messages and alerts of one connection, whatever carries them.</summary>
internal sealed class TlsMessages(TlsConnection connection, ApplicationSinks sinks)
{
    private const int LongestChain = 1 << 18; // octets kept of a chain

    public TlsConnection Connection => connection;

    /// <summary>What comes now was decrypted.</summary>
    public bool AreDecrypted { get; set; }

    /// <summary>The version is one whose messages are encrypted from the server's hello on.</summary>
    public bool IsTls13 =>
        connection.WasAskedAgain && connection.Carrier != TlsCarrier.Datagrams
        || connection.Version is TlsVersions.Tls13 or TlsVersions.Dtls13 or >= 0x7f00 and <= 0x7f1c;

    /// <summary>The suite in use encrypts nothing: what follows ChangeCipherSpec is in the clear, with a code behind it.</summary>
    public bool IsInTheClear =>
        connection.Choice is { } choice
        && (TlsCipherSuites.NameOf(choice.CipherSuite)?.Contains("_WITH_NULL_", StringComparison.Ordinal) ?? false);

    public void Handshake(bool fromClient, byte type, ReadOnlySpan<byte> body, StreamPlace place)
    {
        connection.AddFrame(place);
        connection.AddType(type);
        switch (type)
        {
            case TlsHandshakeTypes.ClientHello:
                if (TlsClientHello.TryRead(body, connection.Carrier == TlsCarrier.Datagrams, out TlsClientHello client))
                    Offered(client, place);
                break;
            case TlsHandshakeTypes.ServerHello:
                if (TlsServerHello.TryRead(body, out TlsServerHello server))
                    Chosen(server, place);
                break;
            case TlsHandshakeTypes.HelloVerifyRequest:
                connection.WasAskedAgain = true;
                break;
            case TlsHandshakeTypes.EncryptedExtensions when connection.Choice is { } choice && body.Length >= 2:
                if (TlsOffer.ProtocolsOf(new TlsExtensions(body[2..]).Protocols) is [string protocol, ..])
                    choice.Protocol = protocol;
                break;
            case TlsHandshakeTypes.Certificate when fromClient:
                connection.ClientChain ??= Chain(body, place);
                break;
            case TlsHandshakeTypes.Certificate:
                connection.ServerChain ??= Chain(body, place);
                break;
            case TlsHandshakeTypes.ServerKeyExchange when connection.Choice is { } choice:
                if (body.Length >= 3 && body[0] == 3) // RFC 8422 §5.4: a named curve
                    choice.Group = ReadUInt16BigEndian(body[1..]);
                break;
            case TlsHandshakeTypes.CertificateRequest:
                connection.AsksForClientCertificate = true;
                break;
            case TlsHandshakeTypes.Finished:
                Finished(fromClient, place);
                break;
        }
        Tell(TlsContent.Handshake, fromClient, type, body, place);
    }

    public void Ssl2Hello(in TlsSsl2Hello hello, StreamPlace place)
    {
        connection.AddFrame(place);
        connection.AddType(TlsHandshakeTypes.ClientHello);
        connection.Offer ??= new TlsOffer(hello);
        connection.ClientHelloAt ??= place;
        sinks.TlsMessages?.Invoke(
            new TlsMessage
            {
                Carrier = connection.Carrier,
                Content = TlsContent.Handshake,
                Type = TlsHandshakeTypes.ClientHello,
                IsSsl2 = true,
                Body = default,
                FromClient = true,
                Place = place,
            }
        );
    }

    public void Alert(bool fromClient, ReadOnlySpan<byte> octets, StreamPlace place)
    {
        connection.Add(new TlsAlert(place, fromClient, octets[0], octets[1]));
        Tell(TlsContent.Alert, fromClient, 0, octets, place);
    }

    public void EncryptedAlert(bool fromClient, StreamPlace place) =>
        connection.Add(new TlsAlert(place, fromClient, null, null));

    public void Finished(bool fromClient, StreamPlace place)
    {
        connection.AddFrame(place);
        if (fromClient)
            connection.ClientFinishedAt ??= place;
        else
            connection.ServerFinishedAt ??= place;
        bool serverFirst = connection is { ServerFinishedAt: not null, ClientFinishedAt: null };
        if (serverFirst && !IsTls13 && connection is { Choice: not null, ServerChain: null, Offer: { } offer })
        {
            // RFC 5246 §7.3, RFC 5077 §3.1: only in a session that is taken up again the server finishes first
            bool isOffered = offer.HasTicket || offer.SessionId.Count > 0;
            connection.Resumption = isOffered ? TlsResumption.Session : connection.Resumption;
        }
    }

    private void Offered(in TlsClientHello hello, StreamPlace place)
    {
        if (connection.Offer is not null && connection.Choice is not null)
            return; // another handshake in the clear: the first one counts
        connection.Offer = new TlsOffer(hello, connection.Carrier, sinks.Tls is not null);
        connection.ClientHelloAt ??= place;
    }

    private void Chosen(in TlsServerHello hello, StreamPlace place)
    {
        if (hello.IsRetryRequest)
        {
            connection.WasAskedAgain = true;
            return;
        }
        if (connection.Choice is not null)
            return;
        connection.Choice = new TlsChoice(hello, sinks.Tls is not null);
        connection.ServerHelloAt = place;
        if (IsTls13 && connection.Choice.HasPreSharedKey)
            connection.Resumption = TlsResumption.PreSharedKey;
    }

    private TlsChain Chain(ReadOnlySpan<byte> body, StreamPlace place)
    {
        var kept = new List<byte[]>();
        (int sent, int octets) = (0, 0);
        TlsCertificates certificates = TlsCertificates.Of(body, IsTls13);
        while (certificates.TryNext(out ReadOnlySpan<byte> certificate))
        {
            sent++;
            octets += certificate.Length;
            if (kept.Count < TlsConnection.MostCertificates && octets <= LongestChain)
                kept.Add(certificate.ToArray());
        }
        return new TlsChain(place, kept, sent);
    }

    private void Tell(TlsContent content, bool fromClient, byte type, ReadOnlySpan<byte> body, StreamPlace place)
    {
        var message = new TlsMessage
        {
            Carrier = connection.Carrier,
            Content = content,
            Type = type,
            IsTls13 = IsTls13,
            Body = body,
            FromClient = fromClient,
            Place = place,
        };
        sinks.TlsMessages?.Invoke(message);
        if (AreDecrypted)
            sinks.DecryptedTlsMessages?.Invoke(message);
    }
}
