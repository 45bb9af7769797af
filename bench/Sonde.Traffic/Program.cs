using System.Globalization;
using Sonde.Traffic;

const string Usage =
    "usage: Sonde.Traffic OUT.pcap PACKETS [SEED]\nWrites that many packets of made traffic, and OUT.pcap.truth.txt; the same arguments give the same octets.";

if (
    args.Length is < 2 or > 3
    || !long.TryParse(args[1], NumberStyles.None, CultureInfo.InvariantCulture, out long packets)
    || packets < 1
)
{
    Console.Error.WriteLine(Usage);
    return 2;
}
ulong seed = 1;
if (args.Length == 3 && !ulong.TryParse(args[2], NumberStyles.None, CultureInfo.InvariantCulture, out seed))
{
    Console.Error.WriteLine(Usage);
    return 2;
}

try
{
    var truth = new Truth();
    using (var capture = new CaptureOutput(args[0]))
        new Mixer(new Dice(seed), packets).WriteTo(capture, truth);
    File.WriteAllText(args[0] + ".truth.txt", truth.ToText());
    return 0;
}
catch (Exception e) when (e is IOException or UnauthorizedAccessException)
{
    Console.Error.WriteLine("Sonde.Traffic: " + e.Message);
    return 1;
}
