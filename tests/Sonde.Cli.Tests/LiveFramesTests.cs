using System.Diagnostics;
using Sonde.Testing;
using Xunit;

namespace Sonde.Cli.Tests;

/// <summary>The frames of <c>sonde capture</c> beside those of tcpdump: times, lengths and octets.</summary>
public sealed class LiveFramesTests : IDisposable
{
    // A tunnel's frames begin with the IP header; whoever made it has to be there while they leave.
    private const string Tunnel = """
        import fcntl, os, socket, struct, subprocess, time
        t = os.open('/dev/net/tun', os.O_RDWR)
        fcntl.ioctl(t, 0x400454ca, struct.pack('16sH', b'tunnel', 0x1001))
        subprocess.run('ip addr add 10.98.9.1/24 dev tunnel && ip link set tunnel up', shell=True, check=True)
        s = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
        print(flush=True)
        while not os.path.exists('SEND'): time.sleep(0.05)
        for i in range(50): s.sendto(bytes(100 + i), ('10.98.9.2', 9))
        time.sleep(300)
        """;

    private readonly string _folder = Directory.CreateTempSubdirectory("sonde-frames").FullName;
    private readonly List<Process> _started = [];
    private readonly Namespaces? _net;

    public LiveFramesTests()
    {
        if (Namespaces.WhyNot.Length == 0 && File.Exists("/usr/bin/tcpdump"))
            _net = Namespaces.Chain(routers: 1, addresses: 1);
    }

    private Namespaces Net
    {
        get
        {
            Assert.SkipUnless(_net is not null, Namespaces.WhyNot is { Length: > 0 } why ? why : "needs tcpdump");
            return _net!;
        }
    }

    public void Dispose()
    {
        foreach (Process process in _started)
        {
            process.Kill(entireProcessTree: true);
            process.WaitForExit();
            process.Dispose();
        }
        _net?.Dispose();
        Directory.Delete(_folder, recursive: true);
    }

    [Theory]
    [InlineData("to-r1", null, null, 80)]
    [InlineData("to-r1", "icmp6 or (icmp and host 10.99.2.2)", null, 80)]
    [InlineData("to-r1", null, 100, 80)]
    [InlineData("any", "icmp or icmp6", null, 80)]
    [InlineData("any", "icmp or icmp6", 120, 80)]
    [InlineData("lo", "udp port 9", null, 200)]
    public void OfAnInterfaceOrAll(string device, string? filter, int? snapLength, int packets) =>
        SameAsTcpdump(
            device,
            filter,
            snapLength,
            packets,
            () =>
            {
                Net.Run("c", "ping", "-c", "20", "-i", "0.01", "10.99.2.2");
                Net.Run("c", "ping", "-6", "-c", "20", "-i", "0.01", "-s", "1400", "fd99:2::2");
                Net.Run("c", "python3", "-c", TcpdumpPeer.Datagrams);
            }
        );

    [Theory]
    [InlineData("vlan 7 and icmp", null, 50)]
    [InlineData("icmp", null, 100)]
    [InlineData("icmp", 64, 100)]
    public void WithVlanTags(string filter, int? snapLength, int packets) =>
        SameAsTcpdump("to-r1", filter, snapLength, packets, () => Net.Run("r1", "python3", "-c", TcpdumpPeer.Tagged));

    [Fact]
    public void OfATunnel()
    {
        string send = Path.Combine(_folder, "send");
        Process tunnel = Start("python3", "-c", Tunnel.Replace("SEND", send, StringComparison.Ordinal));
        Assert.SkipWhen(tunnel.StandardOutput.ReadLine() is null, "this machine makes no tunnels");
        SameAsTcpdump("tunnel", "udp port 9", null, 50, () => File.WriteAllText(send, ""));
    }

    private void SameAsTcpdump(string device, string? filter, int? snapLength, int packets, Action send)
    {
        string theirs = Path.Combine(_folder, "theirs");
        string ours = Path.Combine(_folder, "ours.pcapng");
        string[] snap = snapLength is { } octets ? ["-s", $"{octets}"] : [];
        string[] how = filter is null ? [] : ["-f", filter];
        string[] store = ["--set", "capture.storage_path=" + _folder];
        _ = Net;
        Start("tcpdump", TcpdumpPeer.Words(device, theirs, filter, snapLength));
        Process capture = Start(
            BuiltProgram.Path,
            ["capture", "start", "-i", device, "-w", "ours.pcapng", "--duration", "120", .. snap, .. how, .. store]
        );
        WaitUntil(() => TcpdumpPeer.HasBegun(theirs) && File.Exists(ours));
        send();
        WaitUntil(() => TcpdumpPeer.CountOf(Shown(theirs)) == packets);
        Assert.Equal(0, Net.Sonde("c", ["capture", "stop", "last", .. store]).Code);
        capture.WaitForExit();
        Assert.Equal(Shown(theirs), Shown(ours));

        string Shown(string file) => TcpdumpPeer.Shown(Net, "c", file, device);
    }

    private Process Start(string program, params string[] words)
    {
        Process started = Net.StartAt("c", program, words);
        _started.Add(started);
        return started;
    }

    private static void WaitUntil(Func<bool> isSo)
    {
        for (int tries = 0; tries < 300 && !isSo(); tries++)
            Thread.Sleep(100);
        Assert.True(isSo());
    }
}
