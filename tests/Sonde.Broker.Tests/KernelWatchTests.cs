using System.Net;
using System.Net.Sockets;
using Sonde.Capture;
using Xunit;

namespace Sonde.Broker.Tests;

/// <summary>Watches of a daemon in this process.</summary>
public sealed class KernelWatchTests
{
    private const int Attempts = 40;

    [Fact]
    public void RecordsThatComeTooFastAreCountedAsLost()
    {
        using var daemon = new TestDaemon(new BrokerLimits { RecordsPerSecond = 3 }, Offers.Kernel);
        using var taken = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        taken.Bind(new IPEndPoint(IPAddress.Loopback, 0)); // nobody listens there, and nobody else can
        ushort port = (ushort)((IPEndPoint)taken.LocalEndPoint!).Port;
        using IKernelSession watch = Begun(daemon, new KernelRequest(KernelOperation.Failures) { Port = port });
        for (int i = 0; i < Attempts; i++)
        {
            using var client = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
            Assert.Throws<SocketException>(() => client.Connect(IPAddress.Loopback, port));
        }
        List<KernelRecord> records = [];
        watch.Poll(TimeSpan.Zero, records.Add);
        KernelCounts counts = watch.Read().Counts;
        Assert.Equal(Attempts, counts.Seen);
        Assert.InRange(records.Count, 3, Attempts - 1);
        Assert.Equal(Attempts - records.Count, counts.RingFull);
        Assert.All(
            records,
            one => Assert.Equal((111, Environment.ProcessId), (one.Error, one.Party.ProcessId)) // ECONNREFUSED
        );
    }

    [Fact]
    public void AWatchEndsWhenItsTimeIsOver()
    {
        using var daemon = new TestDaemon(offers: Offers.Kernel);
        using IKernelSession watch = Begun(
            daemon,
            new KernelRequest(KernelOperation.Failures) { Port = 1, Longest = TimeSpan.FromSeconds(1) }
        );
        KernelException ended = Assert.Throws<KernelException>(() =>
        {
            for (int i = 0; i < 600; i++)
                watch.Poll(TimeSpan.FromMilliseconds(100), static _ => { });
        });
        Assert.Equal(KernelFault.Lost, ended.Fault);
        Assert.Contains("the time that was asked for is over", ended.Message, StringComparison.Ordinal);
        daemon.WaitForLog("ended after");
    }

    [Fact]
    public void OneWatchMoreThanAUserMayHaveIsRefused()
    {
        using var daemon = new TestDaemon(new BrokerLimits { Watches = 1 }, Offers.Kernel);
        var request = new KernelRequest(KernelOperation.Failures) { Port = 1 };
        using (Begun(daemon, request))
        {
            BrokerException refused = Assert.Throws<BrokerException>(() =>
                new BrokerKernelSource(daemon.Client).Open(request)
            );
            Assert.Equal(RefusalCode.LimitReached, refused.Code);
        }
        daemon.WaitForLog("the client left");
        Begun(daemon, request).Dispose();
    }

    private static IKernelSession Begun(TestDaemon daemon, KernelRequest request)
    {
        try
        {
            return new BrokerKernelSource(daemon.Client).Open(request);
        }
        catch (BrokerException refused) when (refused.Code == RefusalCode.NotOffered)
        {
            Assert.Skip("this system does not let the user of the tests load programs into its kernel");
            throw;
        }
    }
}
