@echo off
rem Runs Serai on Windows: serai --help. Read, and never run: no test has a Windows.
setlocal
set "OURS=%~dp0.."
set "FROM=%CD%"
if "%~1"=="--home" if "%~2"=="" (
    echo serai: --home lacks its folder: serai --home DIR COMMAND 1>&2
    exit /b 2
)
if "%~1"=="--home" (
    set "SERAI_HOME=%~2"
    shift
    shift
)
set "ARGUMENTS="
:arguments
if "%~1"=="" goto java
set ARGUMENTS=%ARGUMENTS% "%~1"
shift
goto arguments
:java
set "JAVA=java"
if defined JAVA_HOME set "JAVA=%JAVA_HOME%\bin\java"
if exist "%OURS%\runtime\bin\java.exe" set "JAVA=%OURS%\runtime\bin\java"
set "HOME_OF_SERAI=%OURS%"
if defined SERAI_HOME set "HOME_OF_SERAI=%SERAI_HOME%"
if not exist "%HOME_OF_SERAI%\conf\application.properties" (
    echo serai: %HOME_OF_SERAI% is no home of Serai: it has no conf\application.properties. To make it one: serai init DIR 1>&2
    exit /b 1
)
cd /d "%HOME_OF_SERAI%" || exit /b 1
"%JAVA%" -XX:+ExitOnOutOfMemoryError -Xms24m -Dcommand.of.serai=serai "-Dserai.called.from=%FROM%" %SERAI_JAVA_OPTIONS% ^
    -cp "%OURS%\serai.jar;drop-in\*" serai.cli.Main %ARGUMENTS%
exit /b %ERRORLEVEL%
