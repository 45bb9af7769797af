using System.Globalization;
using Sonde.Analysis;
using Sonde.Capture;
using Sonde.Wire;

namespace Sonde.Engine;

/// <summary>What kind of file is this capture, and what are its size, times and rates.</summary>
public static class CapInfosQuestion
{
    private const int CommentsShown = 100;

    /// <summary>Reads the capture and says what capinfos says.</summary>
    /// <exception cref="EngineException">The capture cannot be read.</exception>
    public static CapInfos Ask(CaptureEngine engine, CapInfosArguments arguments, AskContext context)
    {
        ArgumentNullException.ThrowIfNull(engine);
        ArgumentNullException.ThrowIfNull(arguments);
        CaptureReading reading = engine.Read(arguments, [], context, hash: arguments.Hash != false);
        Totals totals = reading.Pass.Totals;
        CaptureFile first = reading.Files[0];
        // Rates over no time mean nothing; one packet has no rate.
        double? seconds = totals.DurationNanoseconds is > 0 and var span ? span / (double)Timestamp.PerSecond : null;
        List<CaptureComment> comments = [.. reading.Files.SelectMany(file => file.Notes.Comments)];
        return new CapInfos
        {
            Summary = Say(reading, seconds),
            FileSizeBytes = reading.Files.Any(file => file.OctetsTotal is null)
                ? null
                : reading.Files.Sum(file => file.OctetsTotal),
            Filename = reading.Files.Count == 1 ? Path.GetFileName(first.Name) : reading.Name,
            FilePath = reading.Name,
            FileType = TypeOf(reading),
            ByteOrder = first.FileType is { } type ? (type.IsBigEndian ? "big-endian" : "little-endian") : null,
            Compressed = reading.Files.Any(file => file.IsCompressed),
            FileEncapsulation = EncapsulationOf(reading),
            TimePrecision = PrecisionOf(reading),
            SnapLength = SnapLengthOf(reading),
            PacketCount = totals.Packets,
            DataSizeBytes = totals.Octets,
            CapturedSizeBytes = totals.CapturedOctets,
            CaptureDurationSeconds = totals.DurationNanoseconds / (double)Timestamp.PerSecond,
            FirstPacketTime = totals.Earliest?.Seconds,
            LastPacketTime = totals.Latest?.Seconds,
            FirstPacketTimeIso = totals.Earliest?.ToString(),
            LastPacketTimeIso = totals.Latest?.ToString(),
            DataRateBytes = totals.Octets / seconds,
            DataRateBits = totals.Octets * 8 / seconds,
            AveragePacketSizeBytes = totals.Packets == 0 ? null : (double)totals.Octets / totals.Packets,
            AveragePacketRate = totals.Packets / seconds,
            StrictTimeOrder = totals.OutOfOrder == 0,
            PacketsOutOfOrder = totals.OutOfOrder,
            Sha256 = reading.Sha256,
            Interfaces = [.. reading.Files.SelectMany(file => InterfacesOf(file, reading.Files.Count > 1))],
            Sections = SectionsOf(reading),
            Comments = comments.Count == 0 ? null : [.. comments.Take(CommentsShown).Select(Row)],
            CommentsTotal = comments.Count,
            ResolvedNames = reading.Files.Sum(file => file.Notes.Names.Count + file.Notes.HardwareNames.Count),
            DecryptionSecrets = reading.Files.Sum(file => file.Notes.Secrets.Count),
            Coverage = reading.Coverage,
        };
    }

    private static string? TypeOf(CaptureReading reading)
    {
        string[] types =
        [
            .. reading
                .Files.Select(file => file.FileType)
                .OfType<CaptureFileType>()
                .Select(type => $"{type.Name}, version {type.Version}")
                .Distinct(),
        ];
        return types.Length == 0 ? null : string.Join("; ", types);
    }

    private static string EncapsulationOf(CaptureReading reading)
    {
        string[] names =
        [
            .. reading
                .Files.SelectMany(file => file.Interfaces)
                .Select(one => Encapsulations.Of(one.LinkType).Name)
                .Distinct(),
        ];
        return names.Length switch
        {
            0 => "Unknown",
            1 => names[0],
            _ => Encapsulations.PerPacket.Name,
        };
    }

    private static string? PrecisionOf(CaptureReading reading)
    {
        string[] names =
        [
            .. reading.Files.SelectMany(file => file.Interfaces).Select(one => Precision(one.Unit)).Distinct(),
        ];
        return names.Length == 0 ? null : string.Join("; ", names);
    }

    private static string Precision(TimeUnit unit) =>
        (unit.IsBinary, unit.Exponent) switch
        {
            (false, 0) => "seconds",
            (false, 3) => "milliseconds",
            (false, 6) => "microseconds",
            (false, 9) => "nanoseconds",
            (false, var digits) => $"10^-{digits} seconds",
            (true, var digits) => $"2^-{digits} seconds",
        };

    private static long? SnapLengthOf(CaptureReading reading)
    {
        uint[] lengths =
        [
            .. reading.Files.SelectMany(file => file.Interfaces).Select(one => one.SnapLength).Distinct(),
        ];
        return lengths is [> 0 and var only] ? only : null;
    }

    private static SectionRow[]? SectionsOf(CaptureReading reading)
    {
        SectionRow[] sections =
        [
            .. reading
                .Files.SelectMany(file => file.Notes.Sections)
                .Select(one => new SectionRow(
                    Quote.Clean(one.Hardware),
                    Quote.Clean(one.OperatingSystem),
                    Quote.Clean(one.Application)
                )),
        ];
        return sections.Length == 0 ? null : sections;
    }

    private static IEnumerable<InterfaceRow> InterfacesOf(CaptureFile file, bool nameTheFile) =>
        file.Interfaces.Select(
            (one, id) =>
                new InterfaceRow
                {
                    File = nameTheFile ? Path.GetFileName(file.Name) : null,
                    Id = id,
                    Name = Quote.Clean(one.Name),
                    Description = Quote.Clean(one.Description),
                    Encapsulation = Encapsulations.Of(one.LinkType).Name,
                    LinkType = one.LinkType,
                    Filter = Quote.Clean(one.Filter),
                    OperatingSystem = Quote.Clean(one.OperatingSystem),
                    SnapLength = one.SnapLength > 0 ? one.SnapLength : null,
                    TimePrecision = Precision(one.Unit),
                    Packets = one.Frames,
                    Dropped = (long?)one.Dropped,
                    DroppedBySystem = (long?)one.DroppedBySystem,
                }
        );

    private static CommentRow Row(CaptureComment comment) =>
        new(
            comment.Scope switch
            {
                CommentScope.Section => "section",
                CommentScope.Interface => "interface",
                _ => "frame",
            },
            Quote.Clean(comment.Text)!,
            comment.Frame > 0 ? comment.Frame : null
        );

    private static string Say(CaptureReading reading, double? seconds)
    {
        Totals totals = reading.Pass.Totals;
        string rate = seconds is { } time
            ? string.Create(
                CultureInfo.InvariantCulture,
                $" in {time:0.######} s ({totals.Octets * 8 / time:0} bit/s, {totals.Packets / time:0.##} packets/s)"
            )
            : "";
        return $"{TypeOf(reading)}, {EncapsulationOf(reading)}: {totals.Packets} packets, {totals.Octets} octets{rate}."
            + reading.Shortfall;
    }
}
