using System.Runtime.InteropServices;

namespace Sonde.Native;

/// <summary>libbpf (libbpf(3), version 1): the functions we call and no more.</summary>
internal static unsafe partial class BpfLibrary
{
    private const string Name = "libbpf.so.1";

    /// <summary><c>libbpf_print_fn_t libbpf_set_print(libbpf_print_fn_t)</c></summary>
    [LibraryImport(Name, EntryPoint = "libbpf_set_print")]
    public static partial nint SetPrint(nint function);

    /// <summary><c>int libbpf_num_possible_cpus(void)</c></summary>
    [LibraryImport(Name, EntryPoint = "libbpf_num_possible_cpus")]
    public static partial int Processors();

    /// <summary><c>struct bpf_object *bpf_object__open_mem(const void *, size_t, const struct bpf_object_open_opts *)</c></summary>
    [LibraryImport(Name, EntryPoint = "bpf_object__open_mem", SetLastError = true)]
    public static partial nint OpenObject(byte* octets, nuint length, nint options);

    /// <summary><c>int bpf_object__load(struct bpf_object *)</c></summary>
    [LibraryImport(Name, EntryPoint = "bpf_object__load")]
    public static partial int LoadObject(nint handle);

    /// <summary><c>void bpf_object__close(struct bpf_object *)</c></summary>
    [LibraryImport(Name, EntryPoint = "bpf_object__close")]
    public static partial void CloseObject(nint handle);

    /// <summary><c>struct bpf_program *bpf_object__next_program(const struct bpf_object *, struct bpf_program *)</c></summary>
    [LibraryImport(Name, EntryPoint = "bpf_object__next_program")]
    public static partial nint NextProgram(nint handle, nint program);

    /// <summary><c>const char *bpf_program__name(const struct bpf_program *)</c></summary>
    [LibraryImport(Name, EntryPoint = "bpf_program__name")]
    public static partial nint ProgramName(nint program);

    /// <summary><c>int bpf_program__set_autoload(struct bpf_program *, bool)</c></summary>
    [LibraryImport(Name, EntryPoint = "bpf_program__set_autoload")]
    public static partial int SetAutoload(nint program, byte wanted);

    /// <summary><c>int bpf_program__fd(const struct bpf_program *)</c></summary>
    [LibraryImport(Name, EntryPoint = "bpf_program__fd")]
    public static partial int ProgramDescriptor(nint program);

    /// <summary><c>struct bpf_link *bpf_program__attach(const struct bpf_program *)</c></summary>
    [LibraryImport(Name, EntryPoint = "bpf_program__attach", SetLastError = true)]
    public static partial nint Attach(nint program);

    /// <summary><c>int bpf_link__destroy(struct bpf_link *)</c></summary>
    [LibraryImport(Name, EntryPoint = "bpf_link__destroy")]
    public static partial int DestroyLink(nint link);

    /// <summary><c>int bpf_link_create(int prog_fd, int target_fd, enum bpf_attach_type, const struct bpf_link_create_opts *)</c></summary>
    [LibraryImport(Name, EntryPoint = "bpf_link_create")]
    public static partial int CreateLink(int program, int target, int type, LinkOptions* options);

    /// <summary><c>int bpf_xdp_query_id(int ifindex, int flags, __u32 *prog_id)</c></summary>
    [LibraryImport(Name, EntryPoint = "bpf_xdp_query_id")]
    public static partial int QueryXdp(int index, int flags, uint* program);

    /// <summary><c>struct bpf_map *bpf_object__find_map_by_name(const struct bpf_object *, const char *)</c></summary>
    [LibraryImport(Name, EntryPoint = "bpf_object__find_map_by_name")]
    public static partial nint FindMap(nint handle, [MarshalAs(UnmanagedType.LPUTF8Str)] string name);

    /// <summary><c>int bpf_map__set_initial_value(struct bpf_map *, const void *, size_t)</c></summary>
    [LibraryImport(Name, EntryPoint = "bpf_map__set_initial_value")]
    public static partial int SetInitialValue(nint map, byte* octets, nuint length);

    /// <summary><c>int bpf_map__fd(const struct bpf_map *)</c></summary>
    [LibraryImport(Name, EntryPoint = "bpf_map__fd")]
    public static partial int MapDescriptor(nint map);

    /// <summary><c>int bpf_map_lookup_elem(int fd, const void *key, void *value)</c></summary>
    [LibraryImport(Name, EntryPoint = "bpf_map_lookup_elem")]
    public static partial int Lookup(int map, byte* key, byte* value);

    /// <summary><c>int bpf_map_get_next_key(int fd, const void *key, void *next_key)</c></summary>
    [LibraryImport(Name, EntryPoint = "bpf_map_get_next_key")]
    public static partial int NextKey(int map, byte* key, byte* next);

    /// <summary><c>struct ring_buffer *ring_buffer__new(int map_fd, ring_buffer_sample_fn, void *ctx, const struct ring_buffer_opts *)</c></summary>
    [LibraryImport(Name, EntryPoint = "ring_buffer__new", SetLastError = true)]
    public static partial nint NewRing(
        int map,
        delegate* unmanaged[Cdecl]<nint, byte*, nuint, int> take,
        nint context,
        nint options
    );

    /// <summary><c>int ring_buffer__poll(struct ring_buffer *, int timeout_ms)</c></summary>
    [LibraryImport(Name, EntryPoint = "ring_buffer__poll")]
    public static partial int PollRing(nint ring, int milliseconds);

    /// <summary><c>int ring_buffer__consume(struct ring_buffer *)</c></summary>
    [LibraryImport(Name, EntryPoint = "ring_buffer__consume")]
    public static partial int ConsumeRing(nint ring);

    /// <summary><c>void ring_buffer__free(struct ring_buffer *)</c></summary>
    [LibraryImport(Name, EntryPoint = "ring_buffer__free")]
    public static partial void FreeRing(nint ring);

    /// <summary><c>struct btf *btf__load_vmlinux_btf(void)</c></summary>
    [LibraryImport(Name, EntryPoint = "btf__load_vmlinux_btf", SetLastError = true)]
    public static partial nint LoadTypes();

    /// <summary><c>void btf__free(struct btf *)</c></summary>
    [LibraryImport(Name, EntryPoint = "btf__free")]
    public static partial void FreeTypes(nint types);

    /// <summary><c>__s32 btf__find_by_name_kind(const struct btf *, const char *, __u32)</c></summary>
    [LibraryImport(Name, EntryPoint = "btf__find_by_name_kind")]
    public static partial int FindType(nint types, [MarshalAs(UnmanagedType.LPUTF8Str)] string name, uint kind);

    /// <summary><c>const struct btf_type *btf__type_by_id(const struct btf *, __u32)</c></summary>
    [LibraryImport(Name, EntryPoint = "btf__type_by_id")]
    public static partial uint* TypeById(nint types, uint id);

    /// <summary><c>const char *btf__name_by_offset(const struct btf *, __u32)</c></summary>
    [LibraryImport(Name, EntryPoint = "btf__name_by_offset")]
    public static partial nint NameByOffset(nint types, uint offset);

    /// <summary>struct bpf_link_create_opts, as long as version 1.0 has it.</summary>
    [StructLayout(LayoutKind.Sequential)]
    public struct LinkOptions
    {
        public nuint Size;
        public uint Flags;
        public nint Iterator;
        public uint IteratorLength;
        public uint TargetType;
        public ulong Cookie;
    }
}
