using Sonde.Wire;

namespace Sonde.Analysis;

/// <summary>What carries a TLS handshake.</summary>
public enum TlsCarrier : byte
{
    /// <summary>Records in a TCP stream.</summary>
    Tcp,

    /// <summary>Records in datagrams: DTLS.</summary>
    Datagrams,

    /// <summary>CRYPTO frames of QUIC.</summary>
    Quic,
}

/// <summary>A handshake message or an alert that stood in the clear, or was decrypted. Valid during the call only.</summary>
public readonly ref struct TlsMessage
{
    /// <summary>What carried it.</summary>
    public required TlsCarrier Carrier { get; init; }

    /// <summary>Handshake or alert.</summary>
    public required TlsContent Content { get; init; }

    /// <summary>Type of a handshake message.</summary>
    public byte Type { get; init; }

    /// <summary>A client's hello in the form of SSL 2.0.</summary>
    public bool IsSsl2 { get; init; }

    /// <summary>In the forms of TLS 1.3.</summary>
    public bool IsTls13 { get; init; }

    /// <summary>Body of a handshake message; level and description of an alert; nothing of a hello of SSL 2.0.</summary>
    public required ReadOnlySpan<byte> Body { get; init; }

    /// <summary>Sent by the client.</summary>
    public required bool FromClient { get; init; }

    /// <summary>The frame that completed it.</summary>
    public required StreamPlace Place { get; init; }
}

/// <summary>Told of messages one by one.</summary>
public delegate void TlsMessageSink(in TlsMessage message);
