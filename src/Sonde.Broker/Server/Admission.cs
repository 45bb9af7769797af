using Sonde.Native;

namespace Sonde.Broker;

/// <summary>Keeps the accounts of a daemon's users: who may come in, how often, and how much they have.</summary>
/// <remarks>For several threads. Its memory is bounded: an account that is at rest is forgotten.</remarks>
/// <param name="policy">Who may ask.</param>
/// <param name="limits">How much.</param>
/// <param name="clock">The time.</param>
public sealed class Admission(BrokerPolicy policy, BrokerLimits limits, TimeProvider clock)
{
    private const int MostAccounts = 1024;
    private const long LeastBuffer = 1 << 20; // a ring of less is no help

    private readonly Lock _gate = new();
    private readonly Dictionary<uint, Account> _accounts = [];
    private int _connections;
    private int _watches;
    private long _octets;

    /// <summary>A connection comes in; null when it may stay. What was let in leaves by <see cref="Leave"/>.</summary>
    public Refusal? Enter(LocalPeer peer)
    {
        ArgumentNullException.ThrowIfNull(peer);
        bool isMember = policy.Group is { } group && (peer.Group == group || peer.Groups.Contains(group));
        if (peer.User != 0 && !isMember)
            return new Refusal(RefusalCode.NotAllowed, "this user is not in the group that may ask the daemon");
        lock (_gate)
        {
            Account account = Of(peer.User);
            if (!Spend(account))
                return TooFast();
            if (account.Connections >= limits.Connections || _connections >= limits.AllConnections)
                return new Refusal(
                    RefusalCode.LimitReached,
                    account.Connections >= limits.Connections
                        ? $"{limits.Connections} connections of one user are open already"
                        : $"{limits.AllConnections} connections are open already"
                );
            account.Connections++;
            _connections++;
            return null;
        }
    }

    /// <summary>A connection that was let in is closed.</summary>
    public void Leave(uint user)
    {
        lock (_gate)
        {
            Of(user).Connections--;
            _connections--;
        }
    }

    /// <summary>A request comes; null when it is not too fast.</summary>
    public Refusal? Request(uint user)
    {
        lock (_gate)
            return Spend(Of(user)) ? null : TooFast();
    }

    /// <summary>A capture begins.</summary>
    /// <param name="user">Whose.</param>
    /// <param name="asked">Octets of kernel memory that it wants.</param>
    /// <param name="granted">Octets that it may have; given back by <see cref="End"/>.</param>
    /// <returns>Null when it may begin.</returns>
    public Refusal? Begin(uint user, long asked, out long granted)
    {
        lock (_gate)
        {
            Account account = Of(user);
            granted = Math.Min(asked, Math.Min(limits.BufferOctets - account.Octets, limits.AllBufferOctets - _octets));
            if (account.Captures >= limits.Captures)
                return new Refusal(
                    RefusalCode.LimitReached,
                    $"{limits.Captures} captures of one user run already; stop one of them"
                );
            if (granted < Math.Min(asked, LeastBuffer))
                return new Refusal(
                    RefusalCode.LimitReached,
                    "the captures that run have all the memory there is for captures; stop one of them"
                );
            account.Captures++;
            account.Octets += granted;
            _octets += granted;
            return null;
        }
    }

    /// <summary>A capture is over.</summary>
    public void End(uint user, long granted)
    {
        lock (_gate)
        {
            Account account = Of(user);
            account.Captures--;
            account.Octets -= granted;
            _octets -= granted;
        }
    }

    private Refusal TooFast() =>
        new(
            RefusalCode.LimitReached,
            $"more than {limits.RequestsPerSecond:0} requests a second; try again in a moment"
        );

    private bool Spend(Account account)
    {
        long now = clock.GetTimestamp();
        double earned = clock.GetElapsedTime(account.Looked, now).TotalSeconds * limits.RequestsPerSecond;
        account.Looked = now;
        account.Left = Math.Min(limits.Burst, account.Left + earned);
        if (account.Left < 1)
            return false;
        account.Left--;
        return true;
    }

    /// <summary>A watch of the kernel begins; null when it may. It is over by <see cref="EndWatch"/>.</summary>
    public Refusal? BeginWatch(uint user)
    {
        lock (_gate)
        {
            Account account = Of(user);
            if (account.Watches >= limits.Watches || _watches >= limits.AllWatches)
                return new Refusal(
                    RefusalCode.LimitReached,
                    account.Watches >= limits.Watches
                        ? $"{limits.Watches} watches of one user run already"
                        : $"{limits.AllWatches} watches run already"
                );
            account.Watches++;
            _watches++;
            return null;
        }
    }

    /// <summary>A watch is over.</summary>
    public void EndWatch(uint user)
    {
        lock (_gate)
        {
            Of(user).Watches--;
            _watches--;
        }
    }

    private Account Of(uint user)
    {
        if (_accounts.TryGetValue(user, out Account? known))
            return known;
        if (_accounts.Count >= MostAccounts)
        {
            foreach ((uint other, Account account) in _accounts)
            {
                if (account is { Connections: 0, Captures: 0, Watches: 0 })
                    _accounts.Remove(other);
            }
        }
        return _accounts[user] = new Account { Left = limits.Burst, Looked = clock.GetTimestamp() };
    }

    private sealed class Account
    {
        public int Connections { get; set; }

        public int Captures { get; set; }

        public int Watches { get; set; }

        public long Octets { get; set; }

        public double Left { get; set; }

        public long Looked { get; set; }
    }
}
