namespace Sonde.Analysis;

/// <summary>The applications that Sonde knows, in the order in which they are tried: those with the strictest openings first.</summary>
public static class StandardApplications
{
    /// <summary>Observers that read every application, over TCP and UDP, and tell the sinks.</summary>
    /// <param name="sinks">Who wants to know what.</param>
    /// <param name="takes">Which conversations are read; null for all.</param>
    public static IReadOnlyList<IObserver> Observe(ApplicationSinks sinks, Func<Flow, bool>? takes = null)
    {
        ArgumentNullException.ThrowIfNull(sinks);
        return [ObserveTcp(sinks, takes), ObserveUdp(sinks, takes)];
    }

    /// <summary>An observer that reads every application over TCP.</summary>
    internal static IObserver ObserveTcp(ApplicationSinks sinks, Func<Flow, bool>? takes = null)
    {
        return new ApplicationStreams(Table(sinks, Ended), takes, sinks.Opened);

        void Ended(ApplicationStream stream)
        {
            sinks.Decryption?.Count(stream);
            sinks.Streams?.Invoke(stream);
        }
    }

    /// <summary>An observer that reads every application over UDP.</summary>
    internal static IObserver ObserveUdp(ApplicationSinks sinks, Func<Flow, bool>? takes = null)
    {
        return new ApplicationDatagrams(OverUdp(sinks), Ended, takes);

        void Ended(DatagramStream stream)
        {
            sinks.Decryption?.Count(stream);
            sinks.Datagrams?.Invoke(stream);
        }
    }

    private static ApplicationTable Table(ApplicationSinks sinks, Action<ApplicationStream> ended)
    {
        var transfers = new FtpTransfers(sinks.Files, sinks.Facts);
        bool isAnnounced = sinks.Facts is not null || sinks.Files is not null;
        return new ApplicationTable(OverTcp(sinks, transfers), ended) { Expected = isAnnounced ? transfers : null };
    }

    // One line an application; a new one goes where its opening cannot be taken for that of an earlier one.
    private static IApplication[] OverTcp(ApplicationSinks sinks, FtpTransfers transfers) =>
        [
            new ProxyApplication(),
            new Http2Application(sinks), // its preface reads like a request of HTTP/1
            new HttpApplication(sinks),
            new SipApplication(sinks.Sip),
            StandardTalks.Kafka(sinks.Facts), // stricter than a startup of PostgreSQL, which it resembles
            new MysqlApplication(sinks.Databases),
            new PostgresApplication(sinks.Databases),
            new MongoApplication(sinks.Databases),
            new TdsApplication(sinks.Databases),
            new RedisApplication(sinks.Databases),
            .. StandardTalks.OverTcp(sinks, transfers),
            new TlsApplication(sinks), // last: in the middle of a conversation it is unsure of much
        ];

    private static IDatagramApplication[] OverUdp(ApplicationSinks sinks) =>
        [
            new SipDatagrams(sinks.Sip),
            new QuicApplication(sinks),
            new DtlsApplication(sinks),
            .. sinks.Datagrams is null ? [] : StandardTalks.OverUdp(sinks.Facts),
        ];
}
