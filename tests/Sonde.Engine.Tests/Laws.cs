using FsCheck;

namespace Sonde.Engine.Tests;

/// <summary>Tries a property on many made samples; a failing one is shrunk and thrown.</summary>
internal static class Laws
{
    public static void Hold(this Property property) =>
        property.Check(Config.QuickThrowOnFailure.WithQuietOnSuccess(true));
}
