namespace Sonde.Cli.Tests;

/// <summary>A folder that is gone after the test.</summary>
internal sealed class Folder : IDisposable
{
    public string Path { get; } = Directory.CreateTempSubdirectory("sonde-").FullName;

    public string Write(string name, ReadOnlySpan<byte> octets)
    {
        string path = System.IO.Path.Combine(Path, name);
        File.WriteAllBytes(path, octets);
        return path;
    }

    public void Dispose() => Directory.Delete(Path, recursive: true);
}
