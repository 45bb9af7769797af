using System.Text;
using Sonde.Analysis;
using Sonde.Wire;

namespace Sonde.Engine;

/// <summary>Makes the rows of conversations and their payloads.</summary>
internal sealed class PayloadRows(PayloadArguments arguments, Dictionary<Flow, TlsConnection> tls)
{
    private const int HexOctets = 64;
    private const int TextOctets = 100;
    private const double HighEntropy = 7.2; // bits an octet: text has 4 to 5, programs 6, what is encrypted or compressed nearly 8

    /// <summary>One conversation, judged.</summary>
    internal sealed record Conversation(Flow Flow, DetectedConnection Detected, PayloadSampler.Sample Sample)
    {
        /// <summary>What runs over it.</summary>
        public required string Protocol { get; init; }

        /// <summary>What encrypts it; null when nothing does.</summary>
        public required string? EncryptedBy { get; init; }

        /// <summary>Its first encrypted packet.</summary>
        public required long? EncryptedFrom { get; init; }

        /// <summary>Packets with encrypted payload.</summary>
        public required long EncryptedPackets { get; init; }
    }

    /// <summary>Judges a conversation.</summary>
    public Conversation Of(Flow flow, DetectedConnection detected, PayloadSampler.Sample sample)
    {
        bool isUnknown = detected.ProtocolDetected == "unknown";
        bool isText = isUnknown && sample.First.Exists(kept => PayloadTexts.IsMostly(kept.Octets));
        bool isSpread = isUnknown && !isText && sample.Entropy >= HighEntropy;
        string? by = arguments.DetectEncryption == false ? null : EncryptedBy(flow, detected, isSpread);
        bool isTls = detected.ProtocolDetected == "tls";
        return new Conversation(flow, detected, sample)
        {
            Protocol = isText ? PayloadProtocols.Text : detected.ProtocolDetected,
            EncryptedBy = by,
            EncryptedFrom =
                by is null ? null
                : isTls ? sample.Records.First
                : sample.First.Count > 0 ? sample.First[0].Frame
                : detected.FirstFrame,
            EncryptedPackets =
                by is null ? 0
                : isTls ? sample.Records.Packets
                : sample.Packets,
        };
    }

    /// <summary>A conversation as it is shown.</summary>
    public PayloadConnection Shown(Conversation one) =>
        new()
        {
            DisplayFilter = one.Detected.DisplayFilter,
            Client = one.Detected.Client,
            Server = one.Detected.Server,
            Port = one.Detected.Port,
            ProtocolDetected = one.Protocol,
            Confidence = one.Protocol == PayloadProtocols.Text ? 0.5 : one.Detected.Confidence,
            Encryption =
                arguments.DetectEncryption == false
                    ? null
                    : new PayloadEncryption(one.EncryptedBy is not null, one.EncryptedBy, one.EncryptedFrom),
            Payloads = [.. one.Sample.First.Select(kept => Row(one, kept))],
            PayloadCount = one.Sample.Packets,
            PayloadBytes = one.Sample.Octets,
        };

    private string? EncryptedBy(Flow flow, DetectedConnection detected, bool isSpread) =>
        detected.ProtocolDetected switch
        {
            "tls" => tls.TryGetValue(flow, out TlsConnection? connection) && connection.Version is { } version
                ? TlsReading.VersionName(version)
                : "TLS",
            "dtls" => "DTLS",
            "quic" => "QUIC",
            "ssh" => "SSH",
            _ => isSpread ? "high entropy" : null,
        };

    private PayloadRow Row(Conversation one, PayloadSampler.Kept kept)
    {
        bool isEncrypted = one.EncryptedFrom is { } from && kept.Frame >= from;
        bool isFromClient = kept.FromInitiator == (one.Detected.Client == one.Flow.Initiator.ToString());
        byte[] octets = kept.Octets;
        if (!isEncrypted)
            PayloadSecrets.Mask(octets, one.Protocol, isFromClient);
        return new PayloadRow
        {
            PacketNum = kept.Frame,
            Direction = isFromClient ? "client->server" : "server->client",
            Size = kept.Size,
            IsEncrypted = isEncrypted,
            Timestamp = kept.At.Nanoseconds / (double)Timestamp.PerSecond,
            Hex = Convert.ToHexStringLower(octets.AsSpan(0, Math.Min(octets.Length, HexOctets))),
            Ascii = isEncrypted ? null : Printable(octets.AsSpan(0, Math.Min(octets.Length, TextOctets))),
            Texts = isEncrypted || arguments.ExtractText == false ? null : PayloadTexts.Of(octets),
        };
    }

    private static string Printable(ReadOnlySpan<byte> octets)
    {
        var text = new StringBuilder(octets.Length);
        foreach (byte octet in octets)
            text.Append(octet is >= 0x20 and < 0x7f ? (char)octet : '.');
        return text.ToString();
    }
}
