# shellcheck shell=bash
# Sourced by ./serai of a checkout and bin/serai of a distribution: where the user's files are, and how Java is started.
# Needs prerequisites.sh, and called_as: what one types to run it.

# take_home OURS ARGUMENT…: goes to the home, which is the folder of the user's files: what --home or SERAI_HOME names, or else
# OURS. Sets arguments to what is left, and from to the folder of the call.
take_home() {
    local named=SERAI_HOME home=${SERAI_HOME:-} ours=$1 quoted
    shift
    case ${1:-} in
        --home)
            named=--home home=${2:-}
            shift $(($# > 1 ? 2 : 1))
            ;;
        --home=*)
            named=--home home=${1#--home=}
            shift
            ;;
    esac
    # An empty one is a script's variable that isn't set; what it meant is no other folder.
    [ "$named" = SERAI_HOME ] || [ -n "$home" ] || { say "--home lacks its folder: $called_as --home DIR COMMAND"; exit 2; }
    arguments=("$@")
    from=$PWD
    # shellcheck disable=SC2034 # the launchers'
    own_home=
    if [ "${1:-}" = init ]; then
        # A home is made where it is named, and needs none.
        [ $# != 1 ] || [ -z "$home" ] || arguments+=("$home")
        home=
    fi
    know_letters_of "$from$ours$home"
    if [ -z "$home" ]; then
        cd "$ours" || exit 1
        return 0
    fi
    [ -f "$home/conf/application.properties" ] ||
        fail "$home is no home of Serai: it has no conf/application.properties ($named names it)." \
            "To make it one: $called_as init $home"
    if [ "$named" = --home ]; then
        printf -v quoted %q "$home"
        called_as+=" --home $quoted"
    fi
    cd "$home" || exit 1
    # shellcheck disable=SC2034
    own_home=yes
}

# take_environment FILE: sets the variables that the caller hasn't set and that the file has, KEY=value a line, as systemd reads it:
# lines of comments, quotes around a value, the last line of a key. Nothing in it is evaluated. What systemd would change is
# refused.
take_environment() {
    local line key value taken=' ' backslash='\\'
    local assignment='^[[:blank:]]*([A-Za-z_][A-Za-z0-9_]*)[[:blank:]]*=[[:space:]]*(.*[^[:space:]])?[[:space:]]*$'
    local plain="^([^\"'$backslash][^$backslash]*)?\$" double="^\"[^\"$backslash]*\"\$" single="^'[^']*'\$"
    [ -e "$1" ] || return 0
    if [ ! -r "$1" ]; then
        # The service has them from systemd, which reads the file as root.
        [ "${INVOCATION_ID:+${arguments[0]:-}}" = run ] ||
            say "this user can't read $(absolute "$1"), so settings of the service there have no effect here"
        return 0
    fi
    while IFS= read -r line || [ -n "$line" ]; do
        [[ $line =~ $assignment ]] || continue
        key=${BASH_REMATCH[1]} value=${BASH_REMATCH[2]}
        [ -z "${!key+set}" ] || [[ $taken == *" $key "* ]] || continue
        if [[ $value =~ $double || $value =~ $single ]]; then
            value=${value:1:${#value}-2}
        elif [[ ! $value =~ $plain ]]; then
            fail "$key in $(absolute "$1") has a backslash, or quotes that don't surround its value: systemd would read another." \
                "Put it in single quotes, with none inside; or into a file that ${key}_FILE names"
        fi
        export "$key=$value"
        taken+="$key "
    done <"$1"
}

# What a start would load is kept in a file, which halves the time that it takes: for Java 25 and later an AOT cache (JEP 483, 514,
# 515), for older ones an archive of classes. It fits one build and one JDK; without it everything works, slower.
# find_archive JAR FOLDER: sets archive to the file below that folder.
find_archive() {
    archive=$2/serai-$({ cat "$java_home/release" 2>/dev/null || echo unknown; echo "$1"; cat "$1"; } | cksum | cut -d' ' -f1)
    has_aot_cache && archive+=.aot || archive+=.jsa
}

has_aot_cache() { [ "${java_version:-17}" -ge 25 ]; }

# make_archive JAR FOLDER UNTIL: makes it where it isn't there, in a folder that may be written to. An AOT cache takes minutes, so
# it is made beside the Serai that this process becomes, for the next start.
make_archive() {
    local jar=$1 folder=$2 work made='' slower="no archive of classes could be made, so Serai starts slower"
    # A rehearsal at the lowest priority may fail because others have the machine, so an AOT cache is tried again after a day.
    [ ! "$archive" -nt "$jar" ] || { has_aot_cache && [ -n "$(find "$archive" -size 0 -mmin +1440)" ]; } || return 0
    if has_aot_cache; then
        slower="no AOT cache could be made, so Serai starts slower"
        # What is older than the time that it may take was left by one that was killed; a younger one is another Serai's.
        find "$folder" -maxdepth 1 -name 'archive.*' -mmin +$((2 * training_max / 60)) -exec rm -rf {} + 2>/dev/null || true
        ! compgen -G "$folder/archive.*" >/dev/null || return 0
    fi
    if ! work=$(mktemp -d "$folder/archive.XXXXXX" 2>/dev/null); then
        say "$slower: this user can't write to $(absolute "$folder")"
        return 0
    fi
    # Of the settings a rehearsal has what camel-main sets of its own; Serai's may belong to routes that it does not have, and
    # vaults and the like are the user's systems.
    cat conf/application.properties application.properties 2>/dev/null |
        grep -E '^camel\.(main|server|management|metrics|health)\.' | grep -Fv '{{' >"$work/application.properties" || true
    if has_aot_cache; then
        make_aot_cache "$(absolute "$jar")" "$(absolute "$work")" "$(absolute "$folder")" "$(absolute "$archive")" "$3" \
            </dev/null >/dev/null &
        return 0
    fi
    say "preparing a quicker start; some seconds, once after each $3"
    # Flyway and the demo's HTTP client are left out, which would only take memory. JDK 17 crashes in the dump over lambdas of
    # signed jars, and later, where an agent or the flight recorder looks on, over what it generates itself for method handles.
    (rehearse "$(absolute "$jar")" "$work" -XX:+UseParallelGC -XX:TieredStopAtLevel=1 -Xshare:off -XX:DumpLoadedClassList=loaded) &&
        grep -Ev -e '^(@lambda-proxy )?(org/flywaydb|java/net/http|jdk/internal/net/http)/' \
            -e '^@lambda-proxy com/(azure|microsoft)/|^@lambda-form-invoker|^java/lang/invoke/BoundMethodHandle.Species_' \
            "$work/loaded" >"$work/classes" &&
        "$java" -XX:+UseParallelGC -XX:ErrorFile="$work/error" -Xshare:dump -XX:SharedClassListFile="$work/classes" \
            -XX:SharedArchiveFile="$work/made.jsa" -jar "$jar" >"$work/log" 2>&1 && made=made.jsa
    keep_archive "$work" "$folder" "$archive" "$made" "$slower, until the next $3"
}

# rehearse JAR WORK OPTION…: has Java run a demo, which loads what a run loads. This one has of the environment only the locale, a
# folder of its own, the jar's routes, and reaches nobody: where a route would go beyond this machine or that folder, its events go
# nowhere. It becomes this Java, so it takes a shell of its own.
rehearse() {
    local jar=$1
    cd "$2"
    shift 2
    exec ${priority[@]+"${priority[@]}"} env -i PATH="$PATH" LC_ALL="${LC_ALL:-${LC_CTYPE:-${LANG:-}}}" \
        "$java" "$@" -jar "$jar" demo --rehearse --data data >log 2>&1
}

# keep_archive WORK FOLDER ARCHIVE MADE SLOWER: puts the file MADE in place of what was made before. An empty one says that it can't
# be had, so that it isn't tried again at each start.
keep_archive() {
    rm -f "$2"/serai-*.jsa "$2"/serai-*.aot
    if [ -n "$4" ]; then
        mv "$1/$4" "$3"
    else
        # Behind the cause Java tells what a cache leaves out, which is no failure.
        say "$5: $(grep -v -e AOTConfiguration -e '\[warning\]\[aot' "$1/log" | sed -n '$s/^\(.\{1,200\}\).*/\1/p')"
        : >"$3"
    fi
    rm -rf "$1"
}

# In seconds; for each of the two steps, the second of which takes half as long.
training_max=600

# make_aot_cache JAR WORK FOLDER ARCHIVE UNTIL: in a process of its own, for as long as Serai runs, which is what this shell's
# parent becomes. Java finds out by itself how much memory it may have, in a container too: with less than 2 GiB, where a quarter
# for its heap is less than 512 MiB, it would take from Serai what Serai needs.
make_aot_cache() {
    local jar=$1 heap made='' priority=(nice -n 19)
    work=$2 training=
    # Java doesn't hear a signal while it writes a cache.
    trap '[ -z "$training" ] || kill -9 "$training" 2>/dev/null; rm -rf "$work"' EXIT
    trap 'exit 1' TERM
    trap '' HUP INT
    heap=$("$java" -XX:+PrintFlagsFinal -version 2>/dev/null | awk '$2 == "MaxHeapSize" { print $4 }')
    [ "${heap:-0}" -ge $((512 * 1024 * 1024)) ] || exit 0
    say "preparing quicker starts in the background, at the lowest priority; once after each $5"
    beside_serai rehearse "$jar" "$work" "${aot_options[@]}" -Xmx256m -XX:AOTMode=record -XX:AOTConfiguration=recorded &&
        beside_serai create "$jar" "$work" "${aot_options[@]}" -Xmx512m -XX:AOTMode=create -XX:AOTConfiguration=recorded \
            -XX:AOTCache=made.aot && made=made.aot
    # One that Serai's end has cut short is tried again at the next start.
    kill -0 $$ 2>/dev/null || exit 0
    keep_archive "$work" "$3" "$4" "$made" \
        "no AOT cache could be made; the first start after a day tries again, and until then Serai starts slower"
}

# A cache is used only where the same of these are given.
aot_options=(-XX:+UseParallelGC --sun-misc-unsafe-memory-access=allow --enable-native-access=ALL-UNNAMED)

create() {
    local jar=$1
    cd "$2"
    shift 2
    exec ${priority[@]+"${priority[@]}"} "$java" "$@" -jar "$jar" >log 2>&1
}

# beside_serai COMMAND…: until Serai ends or the time is over. The shell would tell of the end on standard error.
beside_serai() {
    local begun=$SECONDS ended=0
    "$@" &
    training=$!
    while kill -0 "$training"; do
        if ! kill -0 $$; then
            kill -9 "$training"
        elif [ $((SECONDS - begun)) -ge $training_max ]; then
            kill -9 "$training"
            echo "it was not done after $training_max s, since others have this machine" >>"$work/log"
        fi
        sleep 0.2
    done
    wait "$training" || ended=$?
    training=
    return $ended
} 2>/dev/null

absolute() { case $1 in /*) echo "$1" ;; *) echo "$PWD/$1" ;; esac; }

# start_java JAR ARGUMENT…: becomes Java.
start_java() {
    local jar=$1 one options given main
    shift
    # Small while little happens, and quick to start: a heap that grows where collecting takes a twentieth of the time; memory that
    # is freed goes back to the system; the archive of classes where it was made for, so that its pages aren't rewritten.
    # docs/performance.md has the measurements.
    options=(-XX:+IgnoreUnrecognizedVMOptions -XX:+UnlockDiagnosticVMOptions -XX:+ExitOnOutOfMemoryError
        -Xms24m -XX:GCTimeRatio=19 -XX:TrimNativeHeapInterval=3000 -XX:ArchiveRelocationMode=0)
    [[ "${SERAI_JAVA_OPTIONS:-}" == *-XX:+Use*GC* ]] || options+=(-XX:+UseParallelGC)
    if [ ! -s "$archive" ] || [ "$jar" -nt "$archive" ]; then
        :
    elif has_aot_cache; then
        # Where it can't be used, as with another collector, Java would say so on standard output.
        options+=(-XX:AOTCache="$archive" '-Xlog:aot*=off')
    else
        options+=(-XX:SharedArchiveFile="$archive")
    fi
    # SQLite and Netty use what Java 24 and later warn of at each start; with jars of the user's own the manifest allows nothing.
    [ "${java_version:-17}" -lt 24 ] || options+=(--sun-misc-unsafe-memory-access=allow --enable-native-access=ALL-UNNAMED)
    # For doctor.
    options+=(-Dserai.start.archive="$archive")
    # The demo is over before the second compiler would pay.
    [ "${1:-}" != demo ] || options+=(-XX:TieredStopAtLevel=1)
    # What messages call the command: with the home that was named, so that it can be typed as it stands there.
    [ "$called_as" = ./serai ] || options+=(-Dcommand.of.serai="$called_as")
    # Files that a command names lie where it was called.
    [ "$from" = "$PWD" ] || options+=(-Dserai.called.from="$from")
    # What libraries write for themselves (unpacked native code) is not for others to change either.
    umask "$(printf '%04o' $((0$(umask) | 022)))"
    # Several options in one variable: parted at blanks, and nothing else is done to them.
    read -r -d '' -a given <<<"${SERAI_JAVA_OPTIONS:-}" || true
    # Jars of the user's own come behind ours, so that they add to these and replace nothing.
    main=("$jar")
    for one in drop-in/*.jar; do [ ! -f "$one" ] || main+=("$one"); done
    if [ ${#main[@]} = 1 ]; then
        main=(-jar "$jar")
    else
        main=(-cp "$(IFS=:; echo "${main[*]}")" serai.cli.Main)
    fi
    exec "$java" "${options[@]}" ${given[@]+"${given[@]}"} "${main[@]}" "$@"
}
