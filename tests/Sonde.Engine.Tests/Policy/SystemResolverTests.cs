using System.Net;
using Xunit;

namespace Sonde.Engine.Tests;

public sealed class SystemResolverTests
{
    [Fact]
    public async Task ThisHostHasLoopbackAddresses()
    {
        IReadOnlyList<IPAddress> found = await new SystemResolver().ResolveAsync(
            "localhost",
            TestContext.Current.CancellationToken
        );

        Assert.NotEmpty(found);
        Assert.All(found, address => Assert.True(IPAddress.IsLoopback(address)));
    }
}
