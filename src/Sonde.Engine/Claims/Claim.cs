using System.Net;
using Sonde.Analysis;

namespace Sonde.Engine;

/// <summary>A statement whose members were read.</summary>
internal sealed class Claim(ClaimArguments arguments)
{
    public ClaimArguments Said => arguments;

    public string Kind => arguments.Kind;

    public TcpSelection By { get; } = End("by", arguments.By);

    public TcpSelection Of { get; } = End("of", arguments.Of);

    public TcpSelection Client { get; } = End("client", arguments.Client);

    public TcpSelection Server { get; } = End("server", arguments.Server);

    /// <summary>The connection is between the client and the server of the statement; a guessed client may be the server.</summary>
    public bool IsBetween(TcpFlow flow) =>
        (Client.Matches(flow.Client.Endpoint) && Server.Matches(flow.Server.Endpoint))
        || (
            flow.Roles == TcpRoles.FirstSegment
            && Client.Matches(flow.Server.Endpoint)
            && Server.Matches(flow.Client.Endpoint)
        );

    /// <summary>The ends that the statement names, for a sentence.</summary>
    public string Ends =>
        (Client.IsAll, Server.IsAll) switch
        {
            (true, true) => "the capture",
            (false, true) => $"connections of {Client}",
            (true, false) => $"connections to {Server}",
            _ => $"connections of {Client} to {Server}",
        };

    /// <summary>A display filter narrowed to the ends that the statement names.</summary>
    public string Narrow(string filter) => Server.Narrow(Client.Narrow(filter));

    /// <summary>Reads an end: an address, or an address with a port.</summary>
    /// <exception cref="EngineException">It is neither.</exception>
    public static TcpSelection End(string argument, string? typed)
    {
        if (typed is null)
            return default;
        bool isPlain =
            IPAddress.TryParse(typed, out IPAddress? address)
            && !typed.Contains('%', StringComparison.Ordinal)
            && !typed.StartsWith('[')
            && (typed.Contains(':', StringComparison.Ordinal) || typed.Count(letter => letter == '.') == 3);
        if (isPlain)
            return new TcpSelection(Wire.Address.From(address!), null);
        if (
            IPEndPoint.TryParse(typed, out IPEndPoint? end)
            && end.Port > 0
            && !typed.Contains('%', StringComparison.Ordinal)
            && (typed.StartsWith('[') || typed.Count(letter => letter == '.') == 3)
        )
            return new TcpSelection(Wire.Address.From(end.Address), (ushort)end.Port);
        throw new EngineException(
            EngineFault.InvalidArgument,
            $"{argument} {Quote.Text(typed)} is no address and no address with a port.",
            "Write 192.0.2.80, 192.0.2.80:443, 2001:db8::80 or [2001:db8::80]:443; names are not looked up, get_endpoints lists the addresses of a capture."
        );
    }
}
