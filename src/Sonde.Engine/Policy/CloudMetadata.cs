using System.Collections.Frozen;
using System.Net;

namespace Sonde.Engine;

/// <summary>
/// The services inside cloud providers' networks that hand credentials and settings to whoever asks from a machine
/// there, by name and by address.
/// </summary>
public static class CloudMetadata
{
    private static readonly FrozenSet<string> Names = FrozenSet.ToFrozenSet(
        [
            "instance-data", // AWS
            "instance-data.ec2.internal",
            "metadata", // Google, by its search domain
            "metadata.goog",
            "metadata.google.internal",
            "metadata.azure.com",
            "metadata.azure.internal",
            "metadata.oraclecloud.com",
            "metadata.digitalocean.com",
            "metadata.packet.net", // Equinix Metal
            "metadata.platformequinix.com",
            "metadata.tencentyun.com",
            "api.metadata.cloud.ibm.com",
            "rancher-metadata",
        ],
        StringComparer.Ordinal
    );

    private static readonly FrozenSet<IPAddress> Addresses = new[]
    {
        "169.254.169.254", // AWS, Google, Azure, Oracle, DigitalOcean, OpenStack and most others
        "169.254.170.2", // AWS ECS tasks
        "169.254.170.23", // AWS EKS pod identity
        "fd00:ec2::254", // AWS
        "fd00:ec2::23", // AWS EKS pod identity
        "fd20:ce::254", // Google
        "169.254.169.252", // Google GKE nodes
        "168.63.129.16", // Azure wire server
        "192.0.0.192", // Oracle
        "fd00:c1::a9fe:a9fe", // Oracle
        "100.100.100.200", // Alibaba
        "fe80::a9fe:a9fe", // OpenStack
        "fd00:a9fe:a9fe::1", // Linode
        "169.254.42.42", // Scaleway
        "fd00:42::42", // Scaleway
        "169.254.0.23", // Tencent
        "100.96.0.96", // Volcengine
        "169.254.169.250", // Rancher
    }
        .Select(IPAddress.Parse)
        .ToFrozenSet();

    /// <summary>Whether the canonical name is one of a metadata service.</summary>
    public static bool IsName(string name) => Names.Contains(name);

    /// <summary>Whether the address is one of a metadata service, or leads to one.</summary>
    public static bool IsAddress(IPAddress address)
    {
        foreach (IPAddress view in SpecialAddresses.Views(address))
        {
            if (Addresses.Contains(view))
                return true;
        }
        return false;
    }
}
