/* Stands in, under Wine 8 and 10 only, for mscms.dll, whose WcsCreateIccProfile Wine does not have.
 *
 * Qt's window asks it for the colour profile of the screen; here it hears that there is none.
 * Never shipped. */
#include <windows.h>

#define SAYS __declspec(dllexport)

SAYS HANDLE WINAPI OpenColorProfileW(void *profile, DWORD access, DWORD share, DWORD creation)
{
    (void)profile; (void)access; (void)share; (void)creation;
    SetLastError(ERROR_FILE_NOT_FOUND);
    return NULL;
}

SAYS HANDLE WINAPI WcsCreateIccProfile(HANDLE profile, DWORD options)
{
    (void)profile; (void)options;
    SetLastError(ERROR_NOT_SUPPORTED);
    return NULL;
}

SAYS BOOL WINAPI CloseColorProfile(HANDLE profile) { (void)profile; return TRUE; }

SAYS BOOL WINAPI GetColorProfileFromHandle(HANDLE profile, BYTE *content, DWORD *size)
{
    (void)profile; (void)content;
    if (size) *size = 0;
    SetLastError(ERROR_NOT_SUPPORTED);
    return FALSE;
}
