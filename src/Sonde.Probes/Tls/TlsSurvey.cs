using System.Net.Sockets;
using Sonde.Wire;

namespace Sonde.Probes;

/// <summary>Which versions and suites a server accepts: one hello a connection, with fewer suites each time.</summary>
/// <remarks>The hellos are Sonde's own, so that what this platform's TLS refuses to speak is found as well.</remarks>
public static class TlsSurvey
{
    /// <summary>Suites that are asked for of one version, at most; each costs a connection.</summary>
    public const int MostSuites = 60;

    // Some old servers do not read longer hellos; the newest suites of the table stand last.
    private const int FewSuites = 60;

    /// <summary>The versions that are tried, oldest first.</summary>
    public static IReadOnlyList<ushort> Versions { get; } =
    [TlsVersions.Ssl3, TlsVersions.Tls10, TlsVersions.Tls11, TlsVersions.Tls12, TlsVersions.Tls13];

    /// <summary>Tries one version.</summary>
    /// <param name="connect">Makes a connection on which a handshake may begin.</param>
    /// <param name="version">The version.</param>
    /// <param name="serverName">The host to ask for.</param>
    /// <param name="allSuites">Whether to find every suite, or only the one that the server likes best.</param>
    /// <param name="each">The longest that one connection may take.</param>
    /// <param name="cancel">Ends it.</param>
    public static async Task<TlsVersionFinding> AskAsync(
        Func<CancellationToken, Task<Stream>> connect,
        ushort version,
        string serverName,
        bool allSuites,
        TimeSpan each,
        CancellationToken cancel
    )
    {
        List<ushort> left = [.. TlsOffer.SuitesOf(version)];
        var accepted = new List<ushort>();
        (TlsReply reply, string? failure) = await OnceAsync(left);
        int connections = 1;
        if (reply.Suite is null && reply.Alert is null && left.Count > FewSuites)
        {
            left = [.. left.Where(IsCommon).TakeLast(FewSuites)];
            (reply, failure) = await OnceAsync(left);
            connections++;
        }
        IReadOnlyList<byte[]> chain = reply.Chain;
        string? refusal = null;
        while (true)
        {
            // a server may answer with another version than the one asked for, or a suite that nobody offered
            if (reply.Version != version || reply.Suite is not { } suite || !left.Remove(suite))
            {
                refusal = accepted.Count > 0 ? null : Words(reply, failure, version);
                break;
            }
            accepted.Add(suite);
            if (!allSuites || accepted.Count >= MostSuites || left.Count == 0)
                break;
            (reply, failure) = await OnceAsync(left);
            connections++;
        }
        return new TlsVersionFinding
        {
            Version = version,
            Suites = accepted,
            Refusal = refusal,
            IsUnknown = accepted.Count == 0 && reply.Alert is null && failure is not null,
            Chain = chain,
            Connections = connections,
            LimitReached = allSuites && accepted.Count >= MostSuites,
        };

        async Task<(TlsReply, string?)> OnceAsync(List<ushort> suites)
        {
            using var time = CancellationTokenSource.CreateLinkedTokenSource(cancel);
            time.CancelAfter(each);
            try
            {
                using Stream stream = await connect(time.Token);
                byte[] hello = TlsOffer.Write(version, suites, serverName, []);
                return (await TlsReply.AskAsync(stream, hello, accepted.Count == 0, time.Token), null);
            }
            catch (SocketException)
            {
                return (TlsReply.Nothing, "could not be connected to");
            }
            catch (IOException)
            {
                return (TlsReply.Nothing, null); // closed: the way in which some refuse
            }
            catch (OperationCanceledException) when (!cancel.IsCancellationRequested)
            {
                return (TlsReply.Nothing, "timed out");
            }
        }
    }

    // what is neither exported, nor nothing, nor for keys that were agreed before
    private static bool IsCommon(ushort suite) =>
        TlsCipherSuites.NameOf(suite) is { } name
        && (
            name.Contains("AES", StringComparison.Ordinal)
            || name.Contains("3DES", StringComparison.Ordinal)
            || name.Contains("CHACHA", StringComparison.Ordinal)
        )
        && !name.Contains("PSK", StringComparison.Ordinal)
        && !name.Contains("SRP", StringComparison.Ordinal)
        && !name.Contains("_DH_", StringComparison.Ordinal)
        && !name.Contains("DSS", StringComparison.Ordinal);

    private static string Words(TlsReply reply, string? failure, ushort version) =>
        failure
        ?? (
            reply.Alert is { } alert ? "alert " + (TlsNames.Alert(alert) ?? $"{alert}")
            : reply.IsSomethingElse ? "answers with something that is no TLS"
            : reply.Version is { } other && other != version
                ? "answers with " + (TlsNames.Version(other) ?? "another version")
            : reply.Suite is not null ? "chooses a suite that was not offered"
            : "closes the connection"
        );
}

/// <summary>What a server does with one version.</summary>
public sealed record TlsVersionFinding
{
    /// <summary>The version, of <see cref="TlsVersions"/>.</summary>
    public required ushort Version { get; init; }

    /// <summary>The suites that it accepts, those it likes best first; empty when it refuses the version.</summary>
    public required IReadOnlyList<ushort> Suites { get; init; }

    /// <summary>How it refuses, in words; null when it does not.</summary>
    public string? Refusal { get; init; }

    /// <summary>Nothing was learnt: there was no answer.</summary>
    public bool IsUnknown { get; init; }

    /// <summary>The certificates that it sent in the clear.</summary>
    public IReadOnlyList<byte[]> Chain { get; init; } = [];

    /// <summary>Connections that it took.</summary>
    public required int Connections { get; init; }

    /// <summary>There may be more suites than were asked for.</summary>
    public required bool LimitReached { get; init; }
}
