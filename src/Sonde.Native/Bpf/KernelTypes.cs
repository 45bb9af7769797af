using System.Runtime.InteropServices;

namespace Sonde.Native;

/// <summary>What the running kernel says of its own types (BTF, /sys/kernel/btf/vmlinux).</summary>
public static unsafe class KernelTypes
{
    private const uint Enumeration = 6; // BTF_KIND_ENUM

    /// <summary>The names of an enumeration by their values; empty when the kernel has none of this name, or no types.</summary>
    public static IReadOnlyDictionary<uint, string> Names(string enumeration)
    {
        var names = new Dictionary<uint, string>();
        if (!BpfObject.IsInstalled)
            return names;
        nint types = BpfLibrary.LoadTypes();
        if (types == 0)
            return names;
        try
        {
            int id = BpfLibrary.FindType(types, enumeration, Enumeration);
            if (id <= 0)
                return names;
            // struct btf_type: name, information, size; then for each name its offset and its value
            uint* type = BpfLibrary.TypeById(types, (uint)id);
            uint count = type[1] & 0xffff;
            for (uint i = 0; i < count; i++)
            {
                nint name = BpfLibrary.NameByOffset(types, type[3 + 2 * i]);
                names[type[3 + 2 * i + 1]] = Marshal.PtrToStringUTF8(name) ?? "";
            }
            return names;
        }
        finally
        {
            BpfLibrary.FreeTypes(types);
        }
    }
}
