using static Sonde.Wire.SnmpFields;

namespace Sonde.Wire;

/// <summary>Adds the fields of an SNMP message; stops where an element does not fit.</summary>
internal static class SnmpDescription
{
    private const byte FirstPdu = 0xa0;
    private const byte LastPdu = 0xa8;
    private const byte Trap = 0xa4;
    private const byte GetBulk = 0xa5;

    public static void Describe(ReadOnlySpan<byte> octets, FieldSink sink)
    {
        Ber.TryReadHeader(octets, out int header, out _);
        var data = new FieldCursor(octets, header, octets.Length, sink); // what is there of it, when it is cut
        int version = data.Left >= 3 && data.Rest[1] == 1 ? data.Rest[2] : -1;
        if (version == 3)
        {
            if (data.Integer32(MsgVersion))
                DescribeVersion3(ref data);
        }
        else if (version is 0 or 1 && data.Integer32(SnmpFields.Version))
        {
            if (data.TryEnter(Ber.OctetString, out FieldCursor community))
            {
                community.Utf8(Community, community.Left);
                DescribePdu(SnmpFields.Data, ref data);
            }
        }
        else if (version == 2 && data.Integer32(SnmpFields.Version) && data.OctetsElement(Parameters))
        {
            sink.Add(Datav2u, data.At, 0, 0);
            DescribePdu(Plaintext, ref data);
        }
    }

    private static void DescribePdu(Field choice, ref FieldCursor data)
    {
        if (data.Left <= 0 || data.Rest[0] is < FirstPdu or > LastPdu)
            return;
        int at = data.At;
        int available = data.Left;
        if (!data.TryEnter(out byte tag, out FieldCursor pdu))
            return;
        data.Sink.Add(choice, at, available - data.Left, (ulong)(tag - FirstPdu));
        bool fits = tag switch
        {
            Trap => pdu.TryEnter(Ber.ObjectIdentifier, out FieldCursor enterprise)
                && enterprise.AddObjectIdentifier(Enterprise)
                && pdu.TryEnter(0x40, out FieldCursor agent)
                && agent.Octets(AgentAddr, 4)
                && pdu.Integer32(SnmpFields.GenericTrap)
                && pdu.Integer32(SpecificTrap)
                && pdu.TryEnter(0x43, out FieldCursor ticks)
                && ticks.AddInteger(TimeStamp, isUnsigned: true),
            GetBulk => pdu.Integer32(RequestId) && pdu.Integer32(NonRepeaters) && pdu.Integer32(MaxRepetitions),
            _ => pdu.Integer32(RequestId) && pdu.Integer32(SnmpFields.ErrorStatus) && pdu.Integer32(ErrorIndex),
        };
        if (fits && pdu.TryEnter(Ber.Sequence, out FieldCursor bindings))
            DescribeBindings(ref bindings);
    }

    private static void DescribeBindings(ref FieldCursor bindings)
    {
        FieldCursor counter = bindings;
        ulong count = 0;
        while (counter.Left > 0 && counter.TryEnter(out _, out _))
            count++;
        bindings.Sink.Add(VariableBindings, bindings.At, bindings.Left, count);
        while (bindings.TryEnter(Ber.Sequence, out FieldCursor binding))
        {
            if (!binding.TryEnter(Ber.ObjectIdentifier, out FieldCursor name))
                return;
            name.AddObjectIdentifier(SnmpFields.Name);
            if (binding.TryEnter(out byte tag, out FieldCursor value))
                DescribeValue(tag, ref value);
        }
    }

    private static void DescribeValue(byte tag, ref FieldCursor value)
    {
        _ = tag switch
        {
            Ber.Integer => value.AddInteger(ValueInt),
            Ber.OctetString => value.RestAsOctets(ValueOctets),
            Ber.ObjectIdentifier => value.AddObjectIdentifier(ValueOid),
            0x40 when value.Left == 4 => value.RestAsOctets(ValueIpv4),
            0x40 when value.Left == 16 => value.RestAsOctets(ValueIpv6),
            0x41 or 0x46 => value.AddInteger(ValueCounter, isUnsigned: true),
            0x42 => value.AddInteger(ValueG32, isUnsigned: true),
            0x43 => value.AddInteger(ValueTimeticks, isUnsigned: true),
            0x44 => value.RestAsOctets(ValueOpaque),
            0x45 => value.AddInteger(ValueNsap, isUnsigned: true),
            0x47 => value.AddInteger(ValueU32, isUnsigned: true),
            Ber.Null or 0x80 or 0x81 or 0x82 => true,
            _ => value.RestAsOctets(ValueUnk),
        };
    }

    private static void DescribeVersion3(ref FieldCursor data)
    {
        if (
            !data.TryEnter(Ber.Sequence, out FieldCursor global)
            || !global.Integer32(MsgID)
            || !global.Integer32(MsgMaxSize)
            || !global.TryEnter(Ber.OctetString, out FieldCursor flags)
            || flags.Left < 1
        )
            return;
        int bits = flags.Rest[0];
        flags.RestAsOctets(MsgFlags);
        flags.Bit(V3FlagsReport, 1, bits, 4);
        flags.Bit(V3FlagsCrypt, 1, bits, 2);
        flags.Bit(V3FlagsAuth, 1, bits, 1);
        if (!global.Integer32(MsgSecurityModel) || !data.TryEnter(Ber.OctetString, out FieldCursor security))
            return;
        DescribeUserSecurity(ref security);
        if (data.Left <= 0)
            return;
        if (data.Rest[0] == Ber.OctetString)
        {
            data.Sink.Add(MsgData, data.At, 0, 1);
            data.OctetsElement(EncryptedPDU);
            return;
        }
        data.Sink.Add(MsgData, data.At, 0, 0);
        if (
            data.TryEnter(Ber.Sequence, out FieldCursor scoped)
            && DescribeEngine(ContextEngineID, ref scoped)
            && scoped.TryEnter(Ber.OctetString, out FieldCursor name)
        )
        {
            if (name.Left > 0)
                name.Utf8(ContextName, name.Left);
            DescribePdu(SnmpFields.Data, ref scoped);
        }
    }

    /// <summary>RFC 3414 §2.4.</summary>
    private static void DescribeUserSecurity(ref FieldCursor security)
    {
        if (
            !security.TryEnter(Ber.Sequence, out FieldCursor user)
            || !DescribeEngine(MsgAuthoritativeEngineID, ref user)
            || !user.Integer32(MsgAuthoritativeEngineBoots)
            || !user.Integer32(MsgAuthoritativeEngineTime)
            || !user.TryEnter(Ber.OctetString, out FieldCursor name)
        )
            return;
        if (name.Left > 0)
            name.Utf8(MsgUserName, name.Left);
        _ = user.OctetsElement(MsgAuthenticationParameters) && user.OctetsElement(MsgPrivacyParameters);
    }

    /// <summary>RFC 3411 §5, SnmpEngineID: enterprise, format, and the rest by its format.</summary>
    private static bool DescribeEngine(Field field, ref FieldCursor data)
    {
        if (!data.TryEnter(Ber.OctetString, out FieldCursor engine))
            return false;
        FieldCursor parts = engine;
        engine.RestAsOctets(field);
        if (parts.Left < 5)
            return true;
        bool conforms = (parts.Rest[0] & 0x80) != 0;
        parts.Sink.Add(EngineidConform, parts.At, 1, conforms ? 1u : 0u);
        int enterprise = (parts.Rest[0] & 0x7f) << 24 | parts.Rest[1] << 16 | parts.Rest[2] << 8 | parts.Rest[3];
        parts.Sink.Add(EngineidEnterprise, parts.At, 4, (ulong)enterprise);
        parts.Skip(4);
        if (!conforms || !parts.Number(EngineidFormat, 1, out int format))
            return true;
        _ = format switch
        {
            1 when parts.Left == 4 => parts.RestAsOctets(EngineidIpv4),
            2 when parts.Left == 16 => parts.RestAsOctets(EngineidIpv6),
            3 when parts.Left == 6 => parts.RestAsOctets(EngineidMac),
            4 when parts.Left > 0 => parts.Utf8(EngineidText, parts.Left),
            > 4 => parts.RestAsOctets(EngineidData),
            _ => true,
        };
        return true;
    }
}
