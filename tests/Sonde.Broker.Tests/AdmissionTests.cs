using Sonde.Native;
using Xunit;

namespace Sonde.Broker.Tests;

public sealed class AdmissionTests
{
    private static readonly LocalPeer Member = new(100, User: 1000, Group: 1000, Groups: [4, 77]);
    private static readonly LocalPeer Stranger = new(101, User: 1001, Group: 1001, Groups: [4]);
    private static readonly LocalPeer Root = new(102, User: 0, Group: 0, Groups: []);

    private readonly StillClock _clock = new();

    [Fact]
    public void MembersOfTheGroupAndRootComeInAndOthersDoNot()
    {
        Admission admission = Make(new BrokerLimits());
        Assert.Null(admission.Enter(Member));
        Assert.Null(admission.Enter(Member with { Groups = [], Group = 77 }));
        Assert.Null(admission.Enter(Root));
        Assert.Equal(RefusalCode.NotAllowed, admission.Enter(Stranger)?.Code);
    }

    [Fact]
    public void WithoutAGroupOnlyRootComesIn()
    {
        var admission = new Admission(new BrokerPolicy(null, Offers.Capture, ""), new BrokerLimits(), _clock);
        Assert.Null(admission.Enter(Root));
        Assert.Equal(RefusalCode.NotAllowed, admission.Enter(Member)?.Code);
    }

    [Fact]
    public void ConnectionsOfOneUserAreBoundedAndThoseOfAnotherAreNotConcerned()
    {
        Admission admission = Make(new BrokerLimits { Connections = 2 });
        Assert.Null(admission.Enter(Member));
        Assert.Null(admission.Enter(Member));
        Assert.Equal(RefusalCode.LimitReached, admission.Enter(Member)?.Code);
        Assert.Null(admission.Enter(Root));
        admission.Leave(Member.User);
        Assert.Null(admission.Enter(Member));
    }

    [Fact]
    public void ConnectionsOfAllAreBounded()
    {
        Admission admission = Make(new BrokerLimits { AllConnections = 1 });
        Assert.Null(admission.Enter(Member));
        Assert.Equal(RefusalCode.LimitReached, admission.Enter(Root)?.Code);
    }

    [Fact]
    public void AFloodIsRefusedUntilTimeHasPassed()
    {
        Admission admission = Make(new BrokerLimits { Burst = 3, RequestsPerSecond = 2 });
        Assert.Null(admission.Enter(Member));
        Assert.Null(admission.Request(Member.User));
        Assert.Null(admission.Request(Member.User));
        Assert.Equal(RefusalCode.LimitReached, admission.Request(Member.User)?.Code);
        Assert.Equal(RefusalCode.LimitReached, admission.Enter(Member)?.Code);
        Assert.Null(admission.Request(Root.User));
        _clock.Pass(TimeSpan.FromSeconds(0.5));
        Assert.Null(admission.Request(Member.User));
        Assert.NotNull(admission.Request(Member.User));
        _clock.Pass(TimeSpan.FromHours(1));
        for (int i = 0; i < 3; i++)
            Assert.Null(admission.Request(Member.User));
        Assert.NotNull(admission.Request(Member.User));
    }

    [Fact]
    public void CapturesAndTheirMemoryAreBounded()
    {
        Admission admission = Make(new BrokerLimits { Captures = 3, BufferOctets = 100 << 20 });
        Assert.Null(admission.Begin(1000, 64 << 20, out long first));
        Assert.Equal(64 << 20, first);
        Assert.Null(admission.Begin(1000, 64 << 20, out long second));
        Assert.Equal(36 << 20, second); // what is left
        Assert.Equal(RefusalCode.LimitReached, admission.Begin(1000, 64 << 20, out _)?.Code);
        Assert.Null(admission.Begin(1001, 64 << 20, out _));
        admission.End(1000, second);
        Assert.Null(admission.Begin(1000, 8 << 20, out _));
        Assert.Null(admission.Begin(1000, 8 << 20, out _));
        Assert.Contains("3 captures", admission.Begin(1000, 8 << 20, out _)?.Text, StringComparison.Ordinal);
    }

    [Fact]
    public void AccountsOfManyUsersAreForgotten()
    {
        Admission admission = Make(new BrokerLimits { Burst = 1, RequestsPerSecond = 1 });
        for (uint user = 1; user < 5000; user++)
            Assert.Null(admission.Request(user));
        Assert.Null(admission.Request(1));
    }

    private Admission Make(BrokerLimits limits) => new(new BrokerPolicy(77, Offers.Capture, ""), limits, _clock);

    private sealed class StillClock : TimeProvider
    {
        private long _now = 1;

        public override long TimestampFrequency => TimeSpan.TicksPerSecond;

        public override long GetTimestamp() => _now;

        public void Pass(TimeSpan time) => _now += time.Ticks;
    }
}
