using System.Net;

namespace Sonde.Engine;

/// <summary>
/// One entry of a list of targets: a range (<c>10.0.0.0/8</c>), a shell pattern (<c>*.example.com</c>; the star
/// crosses dots, and <c>example.com</c> itself does not match), or one name or address in any spelling.
/// </summary>
public sealed class TargetPattern
{
    private static readonly IPAddress[] LoopbackAddresses = [IPAddress.Loopback, IPAddress.IPv6Loopback];

    // Top-level names that nobody can register, so that one label says whose names are meant.
    private static readonly string[] PrivateSuffixes = ["internal", "local", "localhost", "lan", "test"];
    private readonly AddressRange? _range;
    private readonly string? _glob;
    private readonly Target? _exact;

    private TargetPattern(AddressRange? range, string? glob, Target? exact)
    {
        _range = range;
        _glob = glob;
        _exact = exact;
    }

    /// <summary>Reads an entry.</summary>
    /// <param name="text">The entry as configured.</param>
    /// <param name="pattern">The entry read.</param>
    /// <param name="problem">What is wrong with it, as the end of a sentence.</param>
    public static bool TryParse(string text, out TargetPattern pattern, out string problem)
    {
        ArgumentNullException.ThrowIfNull(text);
        problem = "";
        pattern = new TargetPattern(null, null, null);
        if (text.Contains('/', StringComparison.Ordinal))
        {
            if (!AddressRange.TryParse(text, out AddressRange range))
            {
                problem = "is not a range such as 10.0.0.0/8 or fc00::/7";
                return false;
            }
            pattern = new TargetPattern(range, null, null);
            return true;
        }
        if (Target.TryParse(text, out Target exact, out problem))
        {
            pattern = new TargetPattern(null, null, exact);
            return true;
        }
        if (!Glob.IsPattern(text))
            return false;
        problem = "";
        string folded = text.ToLowerInvariant();
        pattern = new TargetPattern(null, folded.EndsWith('.') ? folded[..^1] : folded, null);
        return true;
    }

    /// <summary>Whether the name or address was meant.</summary>
    public bool Matches(Target target)
    {
        ArgumentNullException.ThrowIfNull(target);
        if (target.Address is { } address)
            return SpecialAddresses.Views(address).Any(MatchesView);
        return _exact?.Text == target.Text || _glob is not null && Glob.Matches(_glob, target.Text);
    }

    /// <summary>
    /// Whether a block list with this entry refuses the target. This host is one target by all its addresses: who
    /// blocks 127.0.0.0/8 or localhost means ::1 and 0.0.0.0 as well.
    /// </summary>
    public bool Blocks(Target target)
    {
        ArgumentNullException.ThrowIfNull(target);
        if (Matches(target))
            return true;
        if (target.Address is not { } address)
            return false;
        return SpecialAddresses.Views(address).Any(view => SpecialAddresses.KindOf(view) == AddressKind.Loopback)
            && (_exact?.Text == "localhost" || LoopbackAddresses.Any(MatchesView));
    }

    /// <summary>
    /// Whether the entry was written with this target in mind, and does not just happen to cover it: the target
    /// itself, a range that lies within one block of special addresses, or a pattern whose fixed part says whose
    /// names it means. <c>0.0.0.0/0</c>, <c>*</c> and <c>*.com</c> cover private targets without naming them.
    /// </summary>
    public bool Names(Target target)
    {
        ArgumentNullException.ThrowIfNull(target);
        if (!Matches(target))
            return false;
        if (_range is { } range)
            return SpecialAddresses.IsWithinOneBlock(range.First, range.Last);
        if (_glob is null)
            return true;
        if (target.Address is not null)
            return IsFixed(_glob.Split('.', ':')[0]);
        string[] labels = _glob.Split('.');
        return IsFixed(labels[^1])
            && (PrivateSuffixes.Contains(labels[^1]) || labels.Length > 2 && IsFixed(labels[^2]));
    }

    private static bool IsFixed(string part) => part.Length > 0 && !Glob.IsPattern(part);

    private bool MatchesView(IPAddress view)
    {
        if (_range is { } range)
            return range.Contains(view);
        if (_exact is not null)
            return _exact.Address is { } address && SameAddress(address, view);
        return _glob is not null && Glob.Matches(_glob, new IPAddress(view.GetAddressBytes()).ToString());
    }

    // The zone of a link-local address names an interface of this host, not another address.
    private static bool SameAddress(IPAddress left, IPAddress right) =>
        left.GetAddressBytes().AsSpan().SequenceEqual(right.GetAddressBytes());
}
