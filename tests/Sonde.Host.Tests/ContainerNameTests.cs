using Xunit;

namespace Sonde.Host.Tests;

public sealed class ContainerNameTests
{
    private const string Id = "4f1a9c0de5b7a2c3d4e5f60718293a4b5c6d7e8f90a1b2c3d4e5f60718293a4b";

    [Theory]
    [InlineData("/system.slice/docker-" + Id + ".scope", "4f1a9c0de5b7")]
    [InlineData("/docker/" + Id, "4f1a9c0de5b7")]
    [InlineData("/kubepods.slice/kubepods-pod1.slice/cri-containerd-" + Id + ".scope", "4f1a9c0de5b7")]
    [InlineData("/machine.slice/libpod-" + Id + ".scope/container", "4f1a9c0de5b7")]
    [InlineData("/lxc.payload.web1/system.slice/nginx.service", "web1")]
    [InlineData("/lxc/web1/init.scope", "web1")]
    [InlineData("/machine.slice/systemd-nspawn@web1.service/payload", "web1")]
    [InlineData("/system.slice/nginx.service", null)]
    [InlineData("/user.slice/user-1000.slice/session-2.scope", null)]
    [InlineData("/", null)]
    public void TheGroupNamesTheContainer(string path, string? container) =>
        Assert.Equal(container, ContainerName.Of(path));
}
