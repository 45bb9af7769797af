using Microsoft.Win32.SafeHandles;

namespace Sonde.Engine;

/// <summary>Lists the names in a folder without being led to another folder meanwhile.</summary>
internal static class FolderListing
{
    /// <summary>Names in the folder, unsorted; none when it cannot be listed or is not the folder it was.</summary>
    /// <param name="folder">A path without links.</param>
    /// <param name="most">How many names to read at most.</param>
    public static IReadOnlyList<string> Names(string folder, int most)
    {
        try
        {
            if (!PosixFile.IsSupported)
                return Read(folder, most);
            using SafeFileHandle? held = PosixFile.Hold(folder, out _);
            return held is not null && PosixFile.IsAt(held, folder) ? Read(PosixFile.Magic(held), most) : [];
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            return [];
        }
    }

    private static List<string> Read(string folder, int most) =>
        [.. new DirectoryInfo(folder).EnumerateFileSystemInfos("*", AllEntries).Take(most).Select(entry => entry.Name)];

    private static readonly EnumerationOptions AllEntries = new()
    {
        AttributesToSkip = 0,
        IgnoreInaccessible = false,
        ReturnSpecialDirectories = false,
    };
}
