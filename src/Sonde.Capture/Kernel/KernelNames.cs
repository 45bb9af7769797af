using System.Globalization;
using Sonde.Native;

namespace Sonde.Capture;

/// <summary>The kernel's own names of reasons and of its functions.</summary>
internal sealed class KernelNames
{
    private const int MostPlaces = 400_000;
    private readonly Lazy<IReadOnlyDictionary<uint, string>> _drops = new(() =>
        Named("skb_drop_reason", "SKB_DROP_REASON_")
    );
    private readonly Lazy<IReadOnlyDictionary<uint, string>> _resets = new(() =>
        Named("sk_rst_reason", "SK_RST_REASON_")
    );
    private readonly Lazy<(ulong[] At, string[] Names)> _places = new(() => Symbols("/proc/kallsyms"));

    /// <summary>Reads everything that drops need, before they come: while they come there is no time for it.</summary>
    public void Prepare() => _ = (_drops.Value, _places.Value);

    /// <summary>Why a packet was dropped: <c>NO_SOCKET</c>; null when the kernel gives no reason.</summary>
    public string? DropReason(uint number) => Reason(number, _drops.Value);

    /// <summary>Why a reset was sent: <c>TCP_FLAGS</c>; null when the kernel gives no reason.</summary>
    public string? ResetReason(uint number) => Reason(number, _resets.Value);

    /// <summary>The function that an address lies in; null when this user may not know addresses.</summary>
    public string? Place(ulong address)
    {
        (ulong[] at, string[] names) = _places.Value;
        int found = Array.BinarySearch(at, address);
        int index = found >= 0 ? found : ~found - 1;
        return index >= 0 ? names[index] : null;
    }

    /// <summary>Reads the kernel's table of symbols: address, kind, name; only functions count.</summary>
    internal static (ulong[] At, string[] Names) Symbols(string file)
    {
        List<(ulong At, string Name)> symbols = [];
        try
        {
            foreach (string line in File.ReadLines(file))
            {
                string[] parts = line.Split([' ', '\t'], 4);
                if (
                    parts.Length >= 3
                    && parts[1] is "t" or "T"
                    && ulong.TryParse(parts[0], NumberStyles.HexNumber, CultureInfo.InvariantCulture, out ulong at)
                    && at != 0
                    && symbols.Count < MostPlaces
                )
                    symbols.Add((at, parts[2]));
            }
        }
        catch (Exception unreadable) when (unreadable is IOException or UnauthorizedAccessException)
        {
            return ([], []);
        }
        symbols.Sort((left, right) => left.At.CompareTo(right.At));
        return ([.. symbols.Select(one => one.At)], [.. symbols.Select(one => one.Name)]);
    }

    private static string? Reason(uint number, IReadOnlyDictionary<uint, string> names) =>
        number == 0 ? null
        : names.TryGetValue(number, out string? name) ? name
        : number.ToString(CultureInfo.InvariantCulture);

    private static Dictionary<uint, string> Named(string enumeration, string prefix) =>
        KernelTypes
            .Names(enumeration)
            .ToDictionary(
                pair => pair.Key,
                pair =>
                    pair.Value.StartsWith(prefix, StringComparison.Ordinal) ? pair.Value[prefix.Length..] : pair.Value
            );
}
