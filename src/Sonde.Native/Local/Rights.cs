using System.Runtime.InteropServices;
using System.Text;

namespace Sonde.Native;

/// <summary>Gives rights up for good. Linux.</summary>
public static unsafe class Rights
{
    private const int SetDumpable = 4; // PR_SET_DUMPABLE
    private const int DropBounding = 24; // PR_CAPBSET_DROP
    private const int SetSecureBits = 28; // PR_SET_SECUREBITS
    private const int NoNewPrivileges = 38; // PR_SET_NO_NEW_PRIVS
    private const int Ambient = 47; // PR_CAP_AMBIENT
    private const nuint RaiseAmbient = 2;
    private const nuint ClearAmbient = 4;
    private const int LastCapability = 63;
    private const uint Version3 = 0x20080522; // _LINUX_CAPABILITY_VERSION_3

    // NOROOT and NO_SETUID_FIXUP, each locked: user 0 is a user like others, and changing it changes no rights
    private const nuint SecureBits = 0b1111;

    /// <summary>
    /// Begins this program anew with these rights and no others, in no set, and no way to get more. Rights belong to
    /// threads, and a runtime has many: only a new program has them alike in all.
    /// </summary>
    /// <param name="kept">Bits of the rights to keep.</param>
    /// <param name="account">User and group to become; null to stay.</param>
    /// <param name="variables">Variables of the environment to add.</param>
    /// <returns>Returns only when it failed: the step and the system's error number.</returns>
    public static (string Step, int Error) RestartWith(
        ulong kept,
        (uint User, uint Group)? account,
        IReadOnlyDictionary<string, string> variables
    )
    {
        ArgumentNullException.ThrowIfNull(variables);
        for (int right = 0; right <= LastCapability; right++)
        {
            // what the kernel does not know cannot be dropped, and need not
            if ((kept >> right & 1) == 0)
                _ = LocalLibrary.ProcessControl(DropBounding, (nuint)right, 0, 0, 0);
        }
        if (LocalLibrary.ProcessControl(SetSecureBits, SecureBits, 0, 0, 0) != 0)
            return Failed("prctl(PR_SET_SECUREBITS)");
        if (account is var (user, group))
        {
            if (LocalLibrary.SetGroups(0, null) != 0)
                return Failed("setgroups");
            if (LocalLibrary.SetGroup(group, group, group) != 0)
                return Failed("setresgid");
            if (LocalLibrary.SetUser(user, user, user) != 0)
                return Failed("setresuid");
        }
        uint* header = stackalloc uint[2] { Version3, 0 };
        uint low = (uint)kept;
        uint high = (uint)(kept >> 32);
        // effective, permitted, inheritable; the low 32 bits first
        uint* sets = stackalloc uint[6] { low, low, low, high, high, high };
        if (LocalLibrary.SetCapabilities(header, sets) != 0)
            return Failed("capset");
        _ = LocalLibrary.ProcessControl(Ambient, ClearAmbient, 0, 0, 0);
        for (int right = 0; right <= LastCapability; right++)
        {
            bool isKept = (kept >> right & 1) != 0;
            if (isKept && LocalLibrary.ProcessControl(Ambient, RaiseAmbient, (nuint)right, 0, 0) != 0)
                return Failed("prctl(PR_CAP_AMBIENT)");
        }
        if (LocalLibrary.ProcessControl(NoNewPrivileges, 1, 0, 0, 0) != 0)
            return Failed("prctl(PR_SET_NO_NEW_PRIVS)");
        return Restart(variables);
    }

    /// <summary>Lets no other program look into this one, and leaves no image of its memory when it crashes.</summary>
    public static void HideMemory() => _ = LocalLibrary.ProcessControl(SetDumpable, 0, 0, 0, 0);

    private static (string Step, int Error) Restart(IReadOnlyDictionary<string, string> variables)
    {
        string program = Environment.ProcessPath ?? "/proc/self/exe";
        string[] arguments = File.ReadAllText("/proc/self/cmdline").TrimEnd('\0').Split('\0');
        var environment = Environment
            .GetEnvironmentVariables()
            .Cast<System.Collections.DictionaryEntry>()
            .ToDictionary(one => (string)one.Key, one => (string?)one.Value ?? "", StringComparer.Ordinal);
        foreach ((string name, string value) in variables)
            environment[name] = value;
        byte** list = Strings(arguments);
        byte** all = Strings([.. environment.Select(one => one.Key + "=" + one.Value)]);
        _ = LocalLibrary.Execute(Octets(program), list, all);
        return Failed("execve");
    }

    // Never given back: the program ends, one way or the other.
    private static byte** Strings(string[] texts)
    {
        byte** list = (byte**)NativeMemory.AllocZeroed((nuint)texts.Length + 1, (nuint)sizeof(byte*));
        for (int i = 0; i < texts.Length; i++)
            list[i] = Octets(texts[i]);
        return list;
    }

    private static byte* Octets(string text)
    {
        byte[] octets = Encoding.UTF8.GetBytes(text);
        byte* copy = (byte*)NativeMemory.AllocZeroed((nuint)octets.Length + 1);
        octets.CopyTo(new Span<byte>(copy, octets.Length));
        return copy;
    }

    private static (string, int) Failed(string step) => (step, Marshal.GetLastPInvokeError());
}
