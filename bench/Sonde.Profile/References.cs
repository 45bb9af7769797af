using System.Reflection;
using System.Reflection.Metadata;
using System.Reflection.Metadata.Ecma335;

namespace Sonde.Profile;

/// <summary>Names types and methods of other assemblies in the metadata of one (ECMA-335 II.22, II.23.2).</summary>
internal sealed class References(MetadataBuilder metadata)
{
    // The stand-in for any class in shared code is no type of an assembly for those who read a profile.
    private const string StandIn = "System.__Canon";
    private const string AssemblyOfTheStandIn = "System.Private.Canon";

    private readonly Dictionary<string, EntityHandle> _assemblies = new(StringComparer.Ordinal);
    private readonly Dictionary<Type, EntityHandle> _types = [];

    public EntityHandle Of(Type type)
    {
        if (type is { IsConstructedGenericType: false, HasElementType: false })
            return Named(type);
        var signature = new BlobBuilder();
        Encode(new BlobEncoder(signature).TypeSpecificationSignature(), type);
        return metadata.AddTypeSpecification(metadata.GetOrAddBlob(signature));
    }

    /// <summary>A method; null for one with a parameter that has several dimensions or is a function.</summary>
    public EntityHandle? Of(MethodBase method)
    {
        if (method.GetParameters().Any(parameter => IsOutlandish(parameter.ParameterType)))
            return null;
        Type type = method.DeclaringType!;
        MethodBase open = type.IsConstructedGenericType
            ? (MethodBase)type.GetGenericTypeDefinition().GetMemberWithSameMetadataDefinitionAs(method)
            : method;
        ParameterInfo[] parameters = open.GetParameters();
        var signature = new BlobBuilder();
        new BlobEncoder(signature)
            .MethodSignature(isInstanceMethod: !open.IsStatic)
            .Parameters(
                parameters.Length,
                returns => EncodeReturn(returns, open),
                list =>
                {
                    foreach (ParameterInfo parameter in parameters)
                        EncodeParameter(list.AddParameter(), parameter);
                }
            );
        return metadata.AddMemberReference(
            Of(type),
            metadata.GetOrAddString(method.Name),
            metadata.GetOrAddBlob(signature)
        );
    }

    private void EncodeReturn(ReturnTypeEncoder encoder, MethodBase method)
    {
        if (method is not MethodInfo { ReturnParameter: { } returned })
        {
            encoder.Void();
            return;
        }
        Modify(encoder.CustomModifiers(), returned);
        Type type = returned.ParameterType;
        if (type == typeof(void))
            encoder.Void();
        else
            Encode(encoder.Type(type.IsByRef), type.IsByRef ? type.GetElementType()! : type);
    }

    private void EncodeParameter(ParameterTypeEncoder encoder, ParameterInfo parameter)
    {
        Modify(encoder.CustomModifiers(), parameter);
        Type type = parameter.ParameterType;
        Encode(encoder.Type(type.IsByRef), type.IsByRef ? type.GetElementType()! : type);
    }

    private void Modify(CustomModifiersEncoder encoder, ParameterInfo parameter)
    {
        foreach (Type modifier in parameter.GetRequiredCustomModifiers().Reverse())
            encoder = encoder.AddModifier(Named(modifier), isOptional: false);
        foreach (Type modifier in parameter.GetOptionalCustomModifiers().Reverse())
            encoder = encoder.AddModifier(Named(modifier), isOptional: true);
    }

    private void Encode(SignatureTypeEncoder encoder, Type type)
    {
        if (type.IsGenericMethodParameter)
            encoder.GenericMethodTypeParameter(type.GenericParameterPosition);
        else if (type.IsGenericParameter)
            encoder.GenericTypeParameter(type.GenericParameterPosition);
        else if (type.IsSZArray)
            Encode(encoder.SZArray(), type.GetElementType()!);
        else if (type == typeof(void*))
            encoder.VoidPointer();
        else if (type.IsPointer)
            Encode(encoder.Pointer(), type.GetElementType()!);
        else if (type.IsGenericType)
            EncodeGeneric(encoder, type);
        else if (type == typeof(object))
            encoder.Object();
        else if (type == typeof(string))
            encoder.String();
        else if (type.IsPrimitive)
            encoder.PrimitiveType(Primitive(type));
        else
            encoder.Type(Named(type), type.IsValueType);
    }

    private void EncodeGeneric(SignatureTypeEncoder encoder, Type type)
    {
        Type[] arguments = type.GetGenericArguments();
        GenericTypeArgumentsEncoder list = encoder.GenericInstantiation(
            Named(type.GetGenericTypeDefinition()),
            arguments.Length,
            type.IsValueType
        );
        foreach (Type argument in arguments)
            Encode(list.AddArgument(), argument);
    }

    private static bool IsOutlandish(Type type) =>
        type.IsVariableBoundArray
        || type.IsFunctionPointer
        || type == typeof(TypedReference)
        || (type.HasElementType && IsOutlandish(type.GetElementType()!));

    private static PrimitiveTypeCode Primitive(Type type) => Enum.Parse<PrimitiveTypeCode>(type.Name);

    private EntityHandle Named(Type type)
    {
        if (_types.TryGetValue(type, out EntityHandle handle))
            return handle;
        EntityHandle place = type.IsNested
            ? Named(type.DeclaringType!)
            : Assembly(type.FullName == StandIn ? AssemblyOfTheStandIn : type.Assembly.GetName().Name!);
        StringHandle space =
            type.IsNested || type.Namespace is null ? default : metadata.GetOrAddString(type.Namespace);
        return _types[type] = metadata.AddTypeReference(place, space, metadata.GetOrAddString(type.Name));
    }

    private EntityHandle Assembly(string name) =>
        _assemblies.TryGetValue(name, out EntityHandle handle)
            ? handle
            : _assemblies[name] = metadata.AddAssemblyReference(
                metadata.GetOrAddString(name),
                new Version(),
                default,
                default,
                default,
                default
            );
}
