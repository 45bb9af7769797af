using System.Globalization;
using Sonde.Engine;

namespace Sonde.Cli;

/// <summary>Says in words what an answer does not rest on.</summary>
internal static class CoverageNotes
{
    public static IReadOnlyList<string> Of(Coverage coverage)
    {
        List<string> notes = [];
        if (coverage.Ended is { } ended)
            notes.Add($"Not all was read: {ended}.");
        foreach (LimitReached limit in coverage.Limits ?? [])
            notes.Add(Text($"Limit reached: {limit.Name} = {limit.Value}."));
        foreach (string linkType in coverage.LinkTypesNotRead ?? [])
            notes.Add($"Not read, because of their link type: {linkType}.");
        foreach (string skipped in coverage.FilesSkipped ?? [])
            notes.Add($"Left out: {skipped}");
        if (coverage.PacketsDropped is > 0 and var dropped)
            notes.Add(Text($"The capturing machine dropped {dropped} packets."));
        if (coverage.PacketsCut is > 0 and var cut)
            notes.Add(Text($"Of {cut} packets only the beginning was captured."));
        if (coverage.Decryption is { } decryption)
            AddDecryption(notes, decryption);
        if (coverage.Directions == "one")
            notes.Add("The capture shows one direction of the conversations only.");
        return notes;
    }

    /// <summary>The notes of an answer that is one page of a list.</summary>
    public static IReadOnlyList<string> Of(Coverage coverage, int returned, long total, long? nextOffset)
    {
        List<string> notes = [.. Of(coverage)];
        if (nextOffset is { } next)
            notes.Insert(0, Text($"{returned} of {total} shown; the next page: --offset {next}."));
        return notes;
    }

    private static void AddDecryption(List<string> notes, DecryptionCoverage decryption)
    {
        if (decryption.StreamsDecrypted > 0 || (decryption.StreamsEncrypted > 0 && decryption.Keys is not null))
            notes.Add(
                Text(
                    $"Encrypted conversations: {decryption.StreamsDecrypted} decrypted, {decryption.StreamsEncrypted} not."
                )
            );
        if (decryption.RecordsNotOpened is { } records)
            notes.Add(Text($"Records of TLS that did not authenticate: {records}."));
        if (decryption.WrongLines is { } lines)
            notes.Add(Text($"Lines of the key log that are not in its format: {lines}."));
        if (decryption.Note is { } note)
            notes.Add(note);
    }

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
