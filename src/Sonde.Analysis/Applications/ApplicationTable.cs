namespace Sonde.Analysis;

/// <summary>The applications that streams are tried for, in their order: where two are sure, the earlier one wins.</summary>
public sealed class ApplicationTable
{
    /// <summary>A table for streams of which it is known what they are.</summary>
    internal static readonly ApplicationTable None = new([]);

    private const int Most = 64; // a candidate is a bit

    private readonly IApplication[] _applications;
    private readonly IApplication[] _joining; // those that may begin in the middle of a stream
    private readonly Dictionary<ushort, IApplication> _byPort = [];
    private readonly Action<ApplicationStream>? _ended;

    /// <summary>A table of applications.</summary>
    /// <param name="applications">The applications.</param>
    /// <param name="ended">Told of every stream at its end, those inside others too.</param>
    /// <exception cref="ArgumentException">There are more than 64.</exception>
    public ApplicationTable(IEnumerable<IApplication> applications, Action<ApplicationStream>? ended = null)
    {
        _applications = [.. applications];
        if (_applications.Length > Most)
            throw new ArgumentException($"a table has at most {Most} applications", nameof(applications));
        _joining = [.. _applications.Where(application => application.MayBeginWithin)];
        _ended = ended;
        foreach (IApplication application in _applications)
        {
            foreach (ushort port in application.Ports)
                _byPort.TryAdd(port, application);
        }
    }

    /// <summary>The connections that others announced; null where nobody looks for them.</summary>
    internal IExpectedStreams? Expected { get; init; }

    internal IApplication this[int index] => _applications[index];

    internal ulong All => _applications.Length == Most ? ulong.MaxValue : (1UL << _applications.Length) - 1;

    /// <summary>The application for which a port is usual; null when there is none.</summary>
    public IApplication? ByPort(ushort port) => _byPort.GetValueOrDefault(port);

    /// <summary>The application that ALPN names so; null where there is none that has to be taken at its word.</summary>
    internal IApplication? ByAgreement(string protocol) =>
        Array.Find(_applications, application => application.AgreedAs == protocol);

    /// <summary>The application that a segment in the middle of a stream begins; null where none does.</summary>
    internal IApplication? BegunBy(ReadOnlySpan<byte> segment)
    {
        foreach (IApplication application in _joining)
        {
            if (application.BeginsWithin(segment))
                return application;
        }
        return null;
    }

    internal void Ended(ApplicationStream stream) => _ended?.Invoke(stream);
}
