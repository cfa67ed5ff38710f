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
            [ $# -gt 1 ] || { say "--home lacks its folder: $called_as --home DIR COMMAND"; exit 2; }
            named=--home home=$2
            shift 2
            ;;
        --home=*)
            named=--home home=${1#--home=}
            shift
            ;;
    esac
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
        fail "$home is no home of Serai: it has no conf/application.properties ($named names it). To make it one: $called_as init $home"
    if [ "$named" = --home ]; then
        printf -v quoted %q "$home"
        called_as+=" --home $quoted"
    fi
    cd "$home" || exit 1
    # shellcheck disable=SC2034
    own_home=yes
}

# An archive of loaded classes halves the time to start. It fits one build and one JDK; without it everything works, slower.
# find_archive JAR FOLDER: sets archive to the file below that folder.
find_archive() {
    archive=$2/serai-$({ cat "$java_home/release" 2>/dev/null || echo unknown; echo "$1"; cat "$1"; } | cksum | cut -d' ' -f1).jsa
}

# make_archive JAR FOLDER UNTIL: makes it where it isn't there, in a folder that may be written to.
make_archive() {
    local jar=$1 folder=$2 work made='' slower="no archive of classes could be made, so Serai starts slower"
    [ ! "$archive" -nt "$jar" ] || return 0
    if ! work=$(mktemp -d "$folder/archive.XXXXXX" 2>/dev/null); then
        say "$slower: this user can't write to $(absolute "$folder")"
        return 0
    fi
    say "preparing a quicker start; some seconds, once after each $3"
    # A demo loads what a run loads. This one has of the environment only the locale, of the settings only Camel's (Serai's may
    # belong to routes that it does not have), a folder of its own, the jar's routes, and reaches nobody: where a route would go
    # beyond this machine or that folder, its events go nowhere. Flyway and the demo's HTTP client are left out, which would only
    # take memory. JDK 17 crashes in the dump over lambdas of signed jars, and later, where
    # an agent or the flight recorder looks on, over what it generates itself for method handles.
    cat conf/application.properties application.properties 2>/dev/null | grep '^camel\.' | grep -Fv '{{' \
        >"$work/application.properties" || true
    (jar=$(absolute "$jar") && cd "$work" && env -i PATH="$PATH" LC_ALL="${LC_ALL:-${LC_CTYPE:-${LANG:-}}}" \
        "$java" -XX:+UseParallelGC -XX:TieredStopAtLevel=1 -Xshare:off -XX:DumpLoadedClassList=loaded \
        -jar "$jar" demo --rehearse --data data >log 2>&1) &&
        grep -Ev -e '^(@lambda-proxy )?(org/flywaydb|java/net/http|jdk/internal/net/http)/' \
            -e '^@lambda-proxy com/(azure|microsoft)/|^@lambda-form-invoker|^java/lang/invoke/BoundMethodHandle.Species_' \
            "$work/loaded" >"$work/classes" &&
        "$java" -XX:+UseParallelGC -XX:ErrorFile="$work/error" -Xshare:dump -XX:SharedClassListFile="$work/classes" \
            -XX:SharedArchiveFile="$work/made.jsa" -jar "$jar" >"$work/log" 2>&1 && made=yes
    rm -f "$folder"/serai-*.jsa
    # An empty one says that it can't be had, so that it isn't tried again at each start.
    if [ -n "$made" ]; then
        mv "$work/made.jsa" "$archive"
    else
        say "$slower, until the next $3: $(sed -n '$s/^\(.\{1,200\}\).*/\1/p' "$work/log")"
        : >"$archive"
    fi
    rm -rf "$work"
}

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
    [ ! -s "$archive" ] || [ "$jar" -nt "$archive" ] || options+=(-XX:SharedArchiveFile="$archive")
    # SQLite and Netty use what Java 24 and later warn of at each start (the manifest allows their native code).
    [ "${java_version:-17}" -lt 24 ] || options+=(--sun-misc-unsafe-memory-access=allow)
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
        [ "${java_version:-17}" -lt 24 ] || options+=(--enable-native-access=ALL-UNNAMED)
        main=(-cp "$(IFS=:; echo "${main[*]}")" serai.cli.Main)
    fi
    exec "$java" "${options[@]}" ${given[@]+"${given[@]}"} "${main[@]}" "$@"
}
