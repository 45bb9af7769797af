using Sonde.Analysis;
using Sonde.Wire;

namespace Sonde.Engine;

/// <summary>What alerts mean, RFC 8446 §6 and RFC 5246 §7.2.</summary>
internal static class TlsAlertWords
{
    public static string NameOf(TlsAlert alert) =>
        alert.Description is { } code ? TlsNames.Alert(code) ?? $"Unknown ({code})" : "Encrypted Alert";

    public static string Of(TlsAlert alert) =>
        alert.Description switch
        {
            null => "Encrypted, so what it says cannot be seen; at the end of a connection it is usually Close Notify.",
            0 => "The sender will send no more: a regular end.",
            10 => "A message came that does not belong there.",
            20 => "A record was damaged, or the keys of both ends differ.",
            22 => "A record was too long.",
            40 =>
                "No version, cipher suite or parameter suits both ends, or a certificate that is required is missing.",
            42 => "The other end's certificate is damaged or its signature is wrong.",
            43 => "The other end's certificate is of a kind that is not supported.",
            44 => "The other end's certificate was revoked.",
            45 => "The other end's certificate has expired or is not valid yet.",
            46 => "The other end's certificate was not accepted, for a reason that is not said.",
            47 => "A field of the handshake has a value that is not allowed.",
            48 => "The sender does not know the authority that signed the other end's certificate.",
            49 => "The certificate is valid, but access is denied.",
            50 => "A message could not be read.",
            51 => "A signature or a check of the handshake was wrong.",
            70 => "The version that was offered is not supported.",
            71 => "The cipher suites that were offered are too weak for the sender.",
            80 => "The sender failed for a reason of its own.",
            86 => "The client tried again with a lower version than it can, which the server refuses.",
            90 => "The user broke it off.",
            100 => "The sender will not negotiate again.",
            109 => "An extension that is required is missing.",
            110 => "An extension came that was not asked for.",
            112 => "The server does not know the host that the client asked for.",
            113 => "The status of the certificate was not valid.",
            115 => "The key of an earlier session is not known.",
            116 => "A certificate of the client is required.",
            120 => "No protocol inside (ALPN) suits both ends.",
            121 => "The client wanted an encrypted hello, which the server did not take.",
            _ => "An alert without a common meaning.",
        };
}
