using System.Net;
using System.Net.Sockets;

namespace Sonde.Engine;

/// <summary>Asks this machine itself for a name, the way its programs do: hosts file, search list, system resolver.</summary>
internal static class SystemNames
{
    /// <summary>What programs here get.</summary>
    /// <param name="typed">The name or address as typed.</param>
    /// <param name="question">The same as it goes to servers.</param>
    /// <param name="longest">How long the system's resolver is waited for.</param>
    /// <param name="cancel">Ends the wait.</param>
    public static async Task<SystemNameView> LookAsync(
        string typed,
        QuestionName question,
        TimeSpan longest,
        CancellationToken cancel
    )
    {
        ResolvConf conf = ResolvConf.OfThisMachine();
        IReadOnlyList<string> hosts = question.Address is { } address
            ? HostsFile.NamesOf(address)
            : [.. HostsFile.AddressesOf(question.Wire).Select(one => one.ToString())];
        IReadOnlyList<string> tried = question.Address is null ? conf.NamesTried(typed) : [];
        return new SystemNameView
        {
            Answers = await AnswersAsync(typed, question, longest, cancel),
            HostsFile = hosts.Count > 0 ? [.. hosts.Select(one => Quote.Clean(one)!)] : null,
            Nameservers = [.. conf.Servers.Select(server => server.ToString())],
            Search = conf.Search.Count > 0 ? [.. conf.Search.Select(one => Quote.Clean(one)!)] : null,
            NamesTried = tried.Count > 1 ? [.. tried.Select(one => Quote.Clean(one)!)] : null,
        };
    }

    private static async Task<IReadOnlyList<string>?> AnswersAsync(
        string typed,
        QuestionName question,
        TimeSpan longest,
        CancellationToken cancel
    )
    {
        // The system's call cannot be stopped; waiting for it can.
        Task<IPHostEntry> call = Task.Run(
            () =>
                question.Address is { } address
                    ? Dns.GetHostEntryAsync(address.ToString(), CancellationToken.None)
                    : Dns.GetHostEntryAsync(typed, CancellationToken.None),
            cancel
        );
        try
        {
            IPHostEntry entry = await call.WaitAsync(longest, cancel);
            return question.Address is null
                ? [.. entry.AddressList.Select(one => one.ToString()).Distinct()]
                : [Quote.Clean(entry.HostName)!];
        }
        catch (Exception failure) when (failure is SocketException or ArgumentException)
        {
            return [];
        }
        catch (TimeoutException)
        {
            return null;
        }
    }
}
