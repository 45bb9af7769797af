using System.Net;

namespace Sonde.Engine.Tests;

/// <summary>Names and addresses of a test, and how often each was asked for.</summary>
public sealed class FixedResolver : INameResolver
{
    private readonly Dictionary<string, IReadOnlyList<IPAddress>> _names = [];

    public List<string> Asked { get; } = [];

    public FixedResolver With(string name, params string[] addresses)
    {
        _names[name] = [.. addresses.Select(IPAddress.Parse)];
        return this;
    }

    public Task<IReadOnlyList<IPAddress>> ResolveAsync(string name, CancellationToken cancel)
    {
        Asked.Add(name);
        return Task.FromResult(_names.GetValueOrDefault(name, []));
    }
}
