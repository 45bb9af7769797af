using System.Net;

namespace Sonde.Engine;

/// <summary>Looks up the addresses of a name. The policy asks once and everybody uses what it was told.</summary>
public interface INameResolver
{
    /// <summary>All addresses of both families; empty when there are none.</summary>
    Task<IReadOnlyList<IPAddress>> ResolveAsync(string name, CancellationToken cancel);
}
