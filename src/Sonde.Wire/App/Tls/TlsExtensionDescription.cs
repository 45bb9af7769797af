namespace Sonde.Wire;

/// <summary>Names the extensions of a hello.</summary>
internal static class TlsExtensionDescription
{
    /// <summary>Describes the extensions at the cursor, which moves behind them.</summary>
    public static void Describe(TlsFields fields, bool isClient, ref FieldCursor cursor)
    {
        if (!cursor.Number(fields.ExtensionsLength, 2, out int all))
            return;
        FieldCursor inside = cursor.Slice(Math.Min(all, cursor.Left));
        cursor.Skip(inside.Left);
        while (
            inside.Number(fields.ExtensionType, 2, out int type)
            && inside.Number(fields.ExtensionLength, 2, out int length)
            && length <= inside.Left
        )
        {
            Extension(fields, (ushort)type, isClient, inside.Slice(length));
            inside.Skip(length);
        }
    }

    private static void Extension(TlsFields fields, ushort type, bool isClient, FieldCursor data)
    {
        switch (type)
        {
            case TlsExtensionTypes.ServerName:
                ServerNames(fields, data);
                break;
            case TlsExtensionTypes.Alpn when data.Skip(2):
                while (data.Left > 0 && data.Rest[0] is var length && data.Skip(1))
                {
                    if (!data.Ascii(fields.Protocol, length))
                        break;
                }
                break;
            case TlsExtensionTypes.SupportedGroups when data.Skip(2):
                TlsDescription.Numbers(fields.Group, 2, data);
                break;
            case TlsExtensionTypes.EcPointFormats when data.Skip(1):
                TlsDescription.Numbers(fields.PointFormat, 1, data);
                break;
            case TlsExtensionTypes.SignatureAlgorithms when data.Skip(2):
                TlsDescription.Numbers(fields.Scheme, 2, data);
                break;
            case TlsExtensionTypes.SupportedVersions when !isClient || data.Skip(1):
                TlsDescription.Numbers(fields.SupportedVersion, 2, data);
                break;
            case TlsExtensionTypes.KeyShare:
                KeyShares(fields, isClient, data);
                break;
        }
    }

    private static void ServerNames(TlsFields fields, FieldCursor data)
    {
        if (!data.Skip(2))
            return;
        while (data.Left >= 3)
        {
            int length = data.Rest[1] << 8 | data.Rest[2];
            data.Skip(3);
            if (!data.Ascii(fields.ServerName, length))
                return;
        }
    }

    private static void KeyShares(TlsFields fields, bool isClient, FieldCursor data)
    {
        if (isClient && !data.Skip(2))
            return;
        while (data.Number(fields.KeyShareGroup, 2) && data.Left >= 2)
        {
            int length = data.Rest[0] << 8 | data.Rest[1];
            if (!data.Skip(2) || !data.Skip(length))
                return;
        }
    }
}
