# shellcheck shell=bash
# Sourced by serai and verify. Finds the JDK, Maven and npm; names what is missing with the command that installs it on this
# system; runs that command after a yes, or without asking where root works without a terminal (CI, containers). Sourced, too, by
# bin/serai of a distribution, which installs nothing.

# Java finds no file below a folder whose name has other letters than ASCII's while the locale knows no others.
know_letters_of() {
    case ${LC_ALL:-${LC_CTYPE:-${LANG:-C}}} in C | POSIX) case $1 in *[!\ -~]*) export LC_ALL=C.UTF-8 ;; esac ;; esac
}
know_letters_of "$PWD"

say() { echo "serai: $*" >&2; }
fail() { say "$*"; exit 1; }

# need WHAT-FOR java|javac [mvn] [npm]: returns with java, java_home and java_version set, or ends with one line.
need() {
    local purpose=$1 command answer
    shift
    look_for "$@"
    [ ${#missing[@]} -gt 0 ] || return 0
    if [ -n "${JAVA_HOME:-}" ] && [ -n "$unfit" ]; then
        fail "to run $purpose, set JAVA_HOME to a JDK 17 or later, or unset it: $unfit"
    fi
    if ! command -v apt-get >/dev/null; then
        only_judges_are_missing && { tests_are_skipped; return 0; }
        fail "to run $purpose, install $(words). Packages: java-21-openjdk-devel maven (Fedora, RHEL, openSUSE)," \
            "jdk21-openjdk maven (Arch), openjdk21 maven (Alpine), openjdk maven (Homebrew)"
    fi
    command=$(installation)
    if [ "$(id -u)" = 0 ] && [ ! -t 0 ] && [ ! -t 1 ] && [ ! -t 2 ]; then
        say "to run $purpose, installing $(words): $command"
        export DEBIAN_FRONTEND=noninteractive
    elif only_judges_are_missing; then
        tests_are_skipped ": $command"
        return 0
    elif [ -t 0 ] && [ -t 2 ]; then
        say "to run $purpose, install $(words): $command"
        read -rp "Install now? [y/N] " answer || answer=
        case $answer in [yY] | [yY][eE][sS]) ;; *) exit 1 ;; esac
    else
        fail "to run $purpose, install $(words): $command"
    fi
    eval "$command" >&2 || fail "the installation failed; the lines above say why"
    hash -r
    look_for "$@"
    [ ${#missing[@]} = 0 ] || fail "not found after the installation: $(words). Is it on the PATH, or JAVA_HOME set?"
}

# need_jre WHAT-FOR FOLDER: as need, for what is built: the Java in the folder, or else any that will do. Installs nothing.
need_jre() {
    if [ -x "$2/bin/java" ]; then
        local JAVA_HOME=$2
    fi
    look_for jre
    [ ${#missing[@]} -gt 0 ] || return 0
    if [ -n "${JAVA_HOME:-}" ] && [ -n "$unfit" ]; then
        fail "to run $1, set JAVA_HOME to a Java 17 or later, or unset it: $unfit"
    fi
    command -v apt-get >/dev/null ||
        fail "to run $1, install $(words). Packages: java-21-openjdk-headless (Fedora, RHEL, openSUSE)," \
            "jre21-openjdk-headless (Arch), openjdk21-jre-headless (Alpine), openjdk (Homebrew)"
    fail "to run $1, install $(words): $(installation)"
}

only_judges_are_missing() { [ "${packages[*]}" = "nodejs npm" ]; }
tests_are_skipped() { say "the tests that need Node.js and npm will be skipped; to run them, too, install these$*"; }

# Sets missing to what of the arguments isn't there, in words, and packages to what has it.
look_for() {
    local what
    missing=() packages=() unfit=
    for what; do
        case $what in
            java | javac) find_java "$what" ||
                { missing+=("JDK 17 or later${unfit:+ ($unfit)}"); packages+=("$(jdk_package)"); } ;;
            jre) find_java java ||
                { missing+=("Java 17 or later${unfit:+ ($unfit)}"); packages+=("$(jdk_package | sed 's/-jdk-/-jre-/')"); } ;;
            mvn) command -v mvn >/dev/null || { missing+=("Maven 3.8 or later"); packages+=(maven); } ;;
            npm) command -v npm >/dev/null || { missing+=("Node.js with npm"); packages+=(nodejs npm); } ;;
        esac
    done
}

words() {
    local text=${missing[0]} i
    for ((i = 1; i < ${#missing[@]}; i++)); do
        [ $((i + 1)) = ${#missing[@]} ] && text+=" and ${missing[i]}" || text+=", ${missing[i]}"
    done
    echo "$text"
}

# The first that will do: JAVA_HOME's alone, or the PATH's, or one that is installed and not the default.
find_java() {
    local candidates=(/usr/lib/jvm/*/bin/java) first candidate
    unfit=
    if [ -n "${JAVA_HOME:-}" ]; then
        candidates=("$JAVA_HOME/bin/java")
    elif first=$(command -v java); then
        candidates=("$first" "${candidates[@]}")
    fi
    for candidate in "${candidates[@]}"; do
        if is_fit "$candidate" "$1"; then
            unfit=
            # shellcheck disable=SC2034 # serai's
            java=$candidate
            return 0
        fi
    done
    return 1
}

# Sets unfit to what keeps the first candidate from being used. The file `release` tells a version without starting Java.
is_fit() {
    local real why='' pattern='JAVA_VERSION="(1\.)?([0-9]+)'
    java_version=
    if [ ! -x "$1" ]; then
        [ -z "${JAVA_HOME:-}" ] || unfit="there is no $1"
        return 1
    fi
    real=$(readlink -f "$1")
    [ "${real##*/}" = java ] || real=$1 # a shim, which goes by its name
    java_home=${real%/bin/java}
    if [ -r "$java_home/release" ] && [[ $(<"$java_home/release") =~ $pattern ]]; then
        java_version=${BASH_REMATCH[2]}
    else
        java_version=$("$1" -XshowSettings:properties -version 2>&1 |
            sed -n 's/^ *java\.specification\.version = \(1\.\)\{0,1\}//p') || why="can't be started"
    fi
    case $java_version in
        [0-9] | 1[0-6]) why="is Java $java_version" ;;
        *) [ "$2" = java ] || [ -x "${real%/*}/javac" ] || why=${why:-comes without a compiler, javac} ;;
    esac
    [ -z "$why" ] || unfit=${unfit:-$1 $why}
    [ -z "$why" ]
}

# The default where it is new enough.
jdk_package() {
    local release=
    # shellcheck source=/dev/null
    [ ! -r /etc/os-release ] ||
        release=$(. /etc/os-release && echo "${UBUNTU_CODENAME:-${DEBIAN_CODENAME:-${VERSION_CODENAME:-}}}")
    case $release in
        bullseye | focal | jammy) echo openjdk-17-jdk-headless ;;
        *) echo default-jdk-headless ;;
    esac
}

installation() {
    local install="apt-get install -y --no-install-recommends ${packages[*]}"
    if [ "$(id -u)" = 0 ]; then
        echo "apt-get update && $install"
    elif command -v sudo >/dev/null; then
        echo "sudo apt-get update && sudo $install"
    else
        echo "su -c 'apt-get update && $install'"
    fi
}

# Maven with the Java that was found; Java 24 and later warn of what Maven's own libraries use.
maven() {
    local options=${MAVEN_OPTS:-}
    [ "${java_version:-17}" -lt 24 ] || options+=" --sun-misc-unsafe-memory-access=allow"
    if [ -x "$java_home/bin/javac" ]; then
        JAVA_HOME=$java_home MAVEN_OPTS=$options mvn "$@"
    else
        MAVEN_OPTS=$options mvn "$@"
    fi
}

# Ends with one line where the build could write nothing.
need_target() {
    { mkdir -p target && [ -w target ]; } 2>/dev/null ||
        fail "to run $1, copy this folder to where you may write: the build can't write to $PWD/target"
}
