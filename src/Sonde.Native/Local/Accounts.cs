namespace Sonde.Native;

/// <summary>Users and groups of this machine by name.</summary>
public static unsafe class Accounts
{
    /// <summary>The user of this process, the effective one.</summary>
    public static uint CurrentUser => LocalLibrary.EffectiveUser();

    /// <summary>The number of a group; null when there is none of this name.</summary>
    public static uint? Group(string name)
    {
        LocalLibrary.GroupEntry* found = LocalLibrary.GroupNamed(name);
        return found is null ? null : found->Id;
    }

    /// <summary>The number of a user and of its first group; null when there is none of this name.</summary>
    public static (uint User, uint Group)? User(string name)
    {
        LocalLibrary.UserEntry* found = LocalLibrary.UserNamed(name);
        return found is null ? null : (found->Id, found->Group);
    }
}
