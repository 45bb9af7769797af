using System.Runtime.CompilerServices;

namespace Sonde.Testing;

/// <summary>Where things lie in the checkout that the tests were built from.</summary>
public static class Repo
{
    public static string Root { get; } = Find();

    /// <summary>An absolute path below the root of the checkout.</summary>
    public static string Path(params string[] parts) => System.IO.Path.Combine([Root, .. parts]);

    private static string Find([CallerFilePath] string here = "")
    {
        string? folder = System.IO.Path.GetDirectoryName(here);
        while (folder is not null && !File.Exists(System.IO.Path.Combine(folder, "Sonde.slnx")))
            folder = System.IO.Path.GetDirectoryName(folder);
        return folder ?? throw new InvalidOperationException("No Sonde.slnx above " + here);
    }
}
